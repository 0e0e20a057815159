import type { GpuThrottleReason } from '@tokenscope/semconv'
import type { GpuReading } from '../parse/gpu-reading.ts'
import type { NumberKey } from '../query-field.ts'
import { MonotonicCounter } from './monotonic-counter.ts'
import { TimeIntegral } from './time-integral.ts'

export interface ThrottleReason {
  readonly reason: GpuThrottleReason
  /** Its bit in the driver's mask. */
  readonly bit: number
  /** The driver's own counter of its time, where it has one. */
  readonly counter?: NumberKey
  /** The hardware or its cooling is in trouble: the GPU counts as degraded. */
  readonly degrades?: true
}

/** https://docs.nvidia.com/deploy/nvml-api/group__nvmlClocksEventReasons.html */
export const THROTTLE_REASONS: readonly ThrottleReason[] = [
  { reason: 'idle', bit: 0x1 },
  { reason: 'applications_clocks_setting', bit: 0x2 },
  { reason: 'sw_power_cap', bit: 0x4, counter: 'swPowerCapSeconds' },
  { reason: 'hw_slowdown', bit: 0x8 },
  { reason: 'sync_boost', bit: 0x10, counter: 'syncBoostSeconds' },
  { reason: 'sw_thermal_slowdown', bit: 0x20, counter: 'swThermalSlowdownSeconds', degrades: true },
  { reason: 'hw_thermal_slowdown', bit: 0x40, counter: 'hwThermalSlowdownSeconds', degrades: true },
  { reason: 'hw_power_brake_slowdown', bit: 0x80, counter: 'hwPowerBrakeSlowdownSeconds', degrades: true },
  { reason: 'display_clock_setting', bit: 0x100 },
]

/**
 * Seconds that each reason has lowered the clocks: the driver's own counter where it has one (590 and later, exact), else the bit integrated
 * over the samples. A reason does not change its source once it has one.
 */
export class ThrottleTime {
  readonly #counters = new Map<GpuThrottleReason, MonotonicCounter>()
  readonly #integrals = new Map<GpuThrottleReason, TimeIntegral>()
  readonly #maxGapMs: number

  constructor(maxGapMs: number) {
    this.#maxGapMs = maxGapMs
  }

  add({ numbers, atMs }: GpuReading): void {
    const mask = numbers.throttleMask
    for (const { reason, bit, counter } of THROTTLE_REASONS) {
      const raw = counter === undefined ? undefined : numbers[counter]
      if (raw !== undefined) entry(this.#counters, reason, () => new MonotonicCounter()).update(raw)
      else if (!this.#counters.has(reason)) {
        const integral = entry(this.#integrals, reason, () => new TimeIntegral(this.#maxGapMs))
        if (mask === undefined) integral.interrupt()
        else integral.add(isActive(mask, bit) ? 1 : 0, atMs)
      }
    }
  }

  seconds(reason: GpuThrottleReason): number | undefined {
    return this.#counters.get(reason)?.value ?? this.#integrals.get(reason)?.seconds
  }
}

export function isActive(mask: number, bit: number): boolean {
  return Math.floor(mask / bit) % 2 === 1
}

function entry<Key, Value>(map: Map<Key, Value>, key: Key, create: () => Value): Value {
  const found = map.get(key) ?? create()
  map.set(key, found)
  return found
}

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

const COUNTED: readonly { readonly place: number; readonly counter: NumberKey }[] = THROTTLE_REASONS.flatMap(({ counter }, place) =>
  counter === undefined ? [] : [{ place, counter }],
)

/**
 * Seconds that each reason has lowered the clocks: the driver's own counter where it has one (590 and later, exact), else the bit integrated
 * over the samples. A reason does not change its source once it has one.
 */
export class ThrottleTime {
  /** By the place of the reason in the table. */
  readonly #counters: (MonotonicCounter | undefined)[] = []
  readonly #activeMs: number[] = THROTTLE_REASONS.map(() => 0)
  readonly #sampled: TimeIntegral

  constructor(maxGapMs: number) {
    this.#sampled = new TimeIntegral(maxGapMs)
  }

  add({ numbers, atMs }: GpuReading): void {
    for (const { place, counter } of COUNTED) {
      const raw = numbers[counter]
      if (raw === undefined) continue
      this.#counters[place] ??= new MonotonicCounter()
      this.#counters[place].update(raw)
    }
    const mask = numbers.throttleMask
    if (mask === undefined) this.#sampled.interrupt()
    else {
      const joinedMs = this.#sampled.add(1, atMs)
      if (joinedMs > 0 && mask !== 0)
        for (let i = 0; i < THROTTLE_REASONS.length; i++) if (isActive(mask, THROTTLE_REASONS[i]!.bit)) this.#activeMs[i]! += joinedMs
    }
  }

  seconds(reason: GpuThrottleReason): number | undefined {
    const place = THROTTLE_REASONS.findIndex((row) => row.reason === reason)
    return this.#counters[place]?.value ?? (this.#sampled.seconds === undefined ? undefined : this.#activeMs[place]! / 1_000)
  }
}

/** The bits of the table are low ones: masks of more than 32 bits keep them. */
export function isActive(mask: number, bit: number): boolean {
  return (mask & bit) !== 0
}

import { describe, expect, it } from 'vitest'
import { EnergyMeter } from '../src/device/energy.ts'
import { toHealth } from '../src/device/health.ts'
import { MonotonicCounter } from '../src/device/monotonic-counter.ts'
import { ThrottleTime } from '../src/device/throttle.ts'
import { TimeIntegral } from '../src/device/time-integral.ts'
import type { GpuReading } from '../src/parse/gpu-reading.ts'

function reading(numbers: GpuReading['numbers'], texts: GpuReading['texts'] = {}, atMs = 0, absent: GpuReading['absent'] = []): GpuReading {
  return { atMs, numbers, texts, absent }
}

describe('energy', () => {
  it('of an averaged power is that power for the time since the sample before', () => {
    const meter = new EnergyMeter(5_000)
    expect(meter.add(100, 0, 'average')).toBeUndefined()
    expect(meter.add(300, 1_000, 'average')).toBe(300)
    expect(meter.add(100, 3_000, 'average')).toBe(200)
    expect(meter.joules).toBe(500)
  })

  it('of a momentary power is the trapezoid between two samples', () => {
    const meter = new EnergyMeter(5_000)
    meter.add(100, 0, 'trapezoid')
    expect(meter.add(300, 1_000, 'trapezoid')).toBe(200)
    expect(meter.joules).toBe(200)
  })

  it('in a gap is not counted', () => {
    const meter = new EnergyMeter(5_000)
    meter.add(100, 0, 'average')
    meter.add(100, 1_000, 'average')
    expect(meter.add(100, 6_001, 'average')).toBeUndefined()
    meter.interrupt()
    expect(meter.add(100, 7_000, 'average')).toBeUndefined()
    expect(meter.add(100, 8_000, 'average')).toBe(100)
    expect(meter.joules).toBe(200)
  })

  it('is absent before two samples were joined, and does not go back with the clock', () => {
    const meter = new EnergyMeter(5_000)
    meter.add(100, 1_000, 'average')
    meter.add(100, 500, 'average')
    expect(meter.joules).toBeUndefined()
  })

  it('0 W is 0 J, not nothing', () => {
    const meter = new EnergyMeter(5_000)
    meter.add(0, 0, 'average')
    expect(meter.add(0, 1_000, 'average')).toBe(0)
    expect(meter.joules).toBe(0)
  })
})

describe('busy seconds', () => {
  it('keep a burst that an export between two samples would miss', () => {
    const busy = new TimeIntegral(5_000)
    for (const [atMs, ratio] of [
      [0, 0],
      [1_000, 1],
      [2_000, 0.5],
      [3_000, 0],
    ] as const)
      busy.add(ratio, atMs)
    expect(busy.seconds).toBe(1.5)
  })

  it('do not count a gap', () => {
    const busy = new TimeIntegral(5_000)
    busy.add(1, 0)
    busy.add(1, 60_000)
    busy.add(1, 61_000)
    expect(busy.seconds).toBe(1)
  })
})

describe('throttled seconds', () => {
  it('are the bit integrated where the driver has no counter', () => {
    const throttle = new ThrottleTime(5_000)
    for (const [atMs, throttleMask] of [
      [0, 0x4],
      [1_000, 0x4],
      [2_000, 0x1],
      [3_000, 0x5],
    ] as const)
      throttle.add(reading({ throttleMask }, {}, atMs))
    expect([throttle.seconds('sw_power_cap'), throttle.seconds('idle'), throttle.seconds('hw_slowdown')]).toEqual([2, 2, 0])
  })

  it("are the driver's own where it has one, whatever the bit says", () => {
    const throttle = new ThrottleTime(5_000)
    throttle.add(reading({ throttleMask: 0x4, swPowerCapSeconds: 12 }, {}, 0))
    throttle.add(reading({ throttleMask: 0x4, swPowerCapSeconds: 12.25 }, {}, 1_000))
    expect(throttle.seconds('sw_power_cap')).toBe(12.25)
  })

  it('are absent where neither is known', () => {
    const throttle = new ThrottleTime(5_000)
    throttle.add(reading({}, {}, 0))
    throttle.add(reading({}, {}, 1_000))
    expect(throttle.seconds('sw_power_cap')).toBeUndefined()
  })
})

describe('a counter of the driver', () => {
  it('goes on where it was when the driver is loaded again', () => {
    const counter = new MonotonicCounter()
    expect([3, 5, 0, 2, 2, 1].map((raw) => counter.update(raw))).toEqual([3, 5, 5, 7, 7, 8])
  })
})

describe('the state of a GPU', () => {
  const LOST = [{ field: 'utilization.gpu', reason: 'gpu_is_lost', text: '[GPU is lost]' }]
  it.each([
    ['ok', reading({ throttleMask: 0x1 }, { recoveryAction: 'None' })],
    ['ok', reading({ throttleMask: 0x4 })],
    ['ok', reading({})],
    ['degraded hw_thermal_slowdown', reading({ throttleMask: 0x48 })],
    ['degraded sw_thermal_slowdown', reading({ throttleMask: 0x20 })],
    ['degraded hw_power_brake_slowdown', reading({ throttleMask: 0x80 })],
    ['degraded reset_required', reading({}, { recoveryAction: 'Reset' })],
    ['degraded reset_required', reading({ resetRequired: 1 })],
    ['degraded fabric', reading({}, { fabricHealth: 'Degraded' })],
    ['predicted_failure row_remapping_pending', reading({ remappingPending: 1 })],
    ['predicted_failure row_remapping_failed', reading({ remappingFailure: 1, throttleMask: 0x40 })],
    ['predicted_failure page_retirement_pending', reading({ retirementPending: 1 })],
    ['predicted_failure sram_error_threshold', reading({ sramThresholdExceeded: 1 })],
    ['failed reboot_required', reading({ remappingPending: 1 }, { recoveryAction: 'Reboot' })],
    ['failed gpu_is_lost', reading({ throttleMask: 0x40 }, {}, 0, LOST)],
  ])('is %s', (expected, values) => {
    const { state, reason } = toHealth(values, false)
    expect(reason === undefined ? state : `${state} ${reason}`).toBe(expected)
  })

  it('is degraded for a while after uncorrected errors', () => {
    expect(toHealth(reading({}), true)).toEqual({ state: 'degraded', reason: 'uncorrected_errors' })
  })
})

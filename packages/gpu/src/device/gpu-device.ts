import type { HwErrorType } from '@tokenscope/semconv'
import type { ComputeApp } from '../parse/compute-apps.ts'
import type { DeviceDetails } from '../parse/device-details.ts'
import type { GpmReading } from '../parse/gpm.ts'
import type { GpuReading } from '../parse/gpu-reading.ts'
import type { MigIdentity } from '../parse/mig-list.ts'
import { EnergyMeter, energyMethod } from './energy.ts'
import { type Health, toHealth } from './health.ts'
import { MonotonicCounter } from './monotonic-counter.ts'
import { ThrottleTime } from './throttle.ts'
import { TimeIntegral } from './time-integral.ts'

/** A figure from a slow path, with the time (`performance.now()`) after which it is stale. */
export interface Timed<Value> {
  readonly value: Value
  readonly staleAtMs: number
}

/** One GPU between two readings, as {@link GpuDevice.apply} saw it. */
export interface Interval {
  /** `performance.now()` at both ends; `startMs` is absent for the first reading and after a gap. */
  readonly startMs?: number
  readonly endMs: number
  readonly energyJoules?: number
}

/** How long uncorrected memory errors keep a GPU `degraded` after they came up. */
const ERRORS_LATELY_MS = 600_000

/** All that is known of one GPU: the last reading and what was integrated over all of them. */
export class GpuDevice {
  /** `hw.id`: the UUID; for a GPU that never told it, `index:<n>` or its PCI bus id. */
  readonly id: string
  readonly energy: EnergyMeter
  readonly busy: TimeIntegral
  /** Time covered by samples, seconds. */
  readonly sampled: TimeIntegral
  readonly throttle: ThrottleTime
  readonly errors: Readonly<Record<HwErrorType, MonotonicCounter>> = {
    corrected: new MonotonicCounter(),
    uncorrected: new MonotonicCounter(),
  }
  readonly remapped: Readonly<Record<HwErrorType, MonotonicCounter>> = {
    corrected: new MonotonicCounter(),
    uncorrected: new MonotonicCounter(),
  }
  /** Index in the last pass. */
  position: number | undefined = undefined
  health: Health = { state: 'ok' }
  /** When `health` was last known to be true, `performance.now()`. */
  healthAtMs: number = Number.NEGATIVE_INFINITY
  processes: Timed<readonly ComputeApp[]> | undefined
  details: Timed<DeviceDetails> | undefined
  migIdentities: readonly MigIdentity[] = []
  gpm: Timed<GpmReading> | undefined
  /** The field that power comes from, and whether memory comes from the GPU itself: as last seen. */
  powerField: string | undefined = undefined
  tellsMemory: boolean = false
  #reading: GpuReading | undefined
  /** Identity survives a reading that lost it. */
  #identity: GpuReading['texts'] = {}
  /** Of the reading before, whose object may be the one of the reading now; `undefined` when the GPU had failed since. */
  #lastAtMs: number | undefined
  #lastUncorrected: number | undefined
  #errorsAtMs = Number.NEGATIVE_INFINITY
  readonly #maxGapMs: number

  constructor(id: string, maxGapMs: number) {
    this.id = id
    this.#maxGapMs = maxGapMs
    this.energy = new EnergyMeter(maxGapMs)
    this.busy = new TimeIntegral(maxGapMs)
    this.sampled = new TimeIntegral(maxGapMs)
    this.throttle = new ThrottleTime(maxGapMs)
  }

  get reading(): GpuReading | undefined {
    return this.#reading
  }

  get identity(): GpuReading['texts'] {
    return this.#identity
  }

  apply(reading: GpuReading): Interval {
    const { atMs, numbers, texts } = reading
    const lastAtMs = this.#lastAtMs
    const uncorrected = numbers.eccUncorrected
    if (uncorrected !== undefined && this.#lastUncorrected !== undefined && this.#lastUncorrected < uncorrected) this.#errorsAtMs = atMs
    this.#lastUncorrected = uncorrected
    this.#lastAtMs = atMs
    this.#reading = reading
    if (texts.uuid !== undefined) this.#identity = texts
    this.powerField = reading.powerField ?? this.powerField
    this.tellsMemory ||= numbers.memoryUsedBytes !== undefined
    this.health = toHealth(reading, atMs - this.#errorsAtMs < ERRORS_LATELY_MS)
    this.healthAtMs = atMs

    if (this.health.state === 'failed') this.sampled.interrupt()
    else this.sampled.add(1, atMs)
    if (numbers.utilization === undefined) this.busy.interrupt()
    else this.busy.add(numbers.utilization, atMs)
    this.throttle.add(reading)
    updateCounter(this.errors.corrected, numbers.eccCorrected)
    updateCounter(this.errors.uncorrected, uncorrected)
    updateCounter(this.remapped.corrected, numbers.remappedCorrectable)
    updateCounter(this.remapped.uncorrected, numbers.remappedUncorrectable)

    const energyJoules = this.#addEnergy(reading)
    const interval: { -readonly [Key in keyof Interval]: Interval[Key] } = { endMs: atMs }
    if (lastAtMs !== undefined && atMs > lastAtMs && atMs - lastAtMs <= this.#maxGapMs) interval.startMs = lastAtMs
    if (energyJoules !== undefined) interval.energyJoules = energyJoules
    return interval
  }

  /** The GPU did not answer, though others did: its values are gone, its counters stay. */
  fail(reason: string, atMs: number): void {
    this.health = { state: 'failed', reason }
    this.healthAtMs = atMs
    this.energy.interrupt()
    this.busy.interrupt()
    this.sampled.interrupt()
    this.#reading = undefined
    this.#lastAtMs = undefined
    this.#lastUncorrected = undefined
  }

  #addEnergy({ numbers, powerField, atMs }: GpuReading): number | undefined {
    if (numbers.powerWatts !== undefined && powerField !== undefined)
      return this.energy.add(numbers.powerWatts, atMs, energyMethod(powerField))
    this.energy.interrupt()
    return undefined
  }
}

function updateCounter(counter: MonotonicCounter, raw: number | undefined): void {
  if (raw !== undefined) counter.update(raw)
}

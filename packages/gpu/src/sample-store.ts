import { GpuDevice, type Interval } from './device/gpu-device.ts'
import type { ComputeApps } from './parse/compute-apps.ts'
import type { DeviceDetails } from './parse/device-details.ts'
import type { GpmReading } from './parse/gpm.ts'
import type { GpuReading } from './parse/gpu-reading.ts'
import type { MigIdentity } from './parse/mig-list.ts'

export interface SampleStoreOptions {
  readonly intervalMs: number
  /** How long a slow path's figures live. Default: never stale. */
  readonly processesMs?: number
  readonly detailsMs?: number
  readonly gpmMs?: number
}

/** Twice the longest pause between two tries of a GPU that does not answer. */
const FAILED_STALE_MS = 120_000

/**
 * The last reading of every GPU. The reader writes it row by row; the instruments only read it. What is older than {@link staleAfterMs} is not
 * given out: a value that nobody has seen lately vanishes instead of repeating.
 */
export class SampleStore {
  /** Two readings further apart are not joined by energy and busy time: the larger of three intervals and 5 s, milliseconds. */
  readonly maxGapMs: number
  readonly #options: SampleStoreOptions
  readonly #devices = new Map<string, GpuDevice>()
  readonly #byPosition = new Map<number, string>()
  #lastSampleAtMs: number | undefined
  #passEndedAtMs: number | undefined
  #passMs = 0

  constructor(options: SampleStoreOptions) {
    this.#options = options
    this.maxGapMs = Math.max(3 * options.intervalMs, 5_000)
  }

  /** The larger of three intervals, three passes (many GPUs, slow driver) and 10 s, milliseconds. */
  get staleAfterMs(): number {
    return Math.max(3 * this.#options.intervalMs, 3 * this.#passMs, 10_000)
  }

  /** Time that the last pass over all GPUs took, milliseconds; `undefined` before the second. Larger than the interval where the driver is slow. */
  get passMs(): number | undefined {
    return this.#passMs === 0 ? undefined : this.#passMs
  }

  /** Takes one row. `position` identifies a GPU that no longer says who it is. */
  apply(reading: GpuReading, position: number): { readonly device: GpuDevice; readonly interval: Interval } {
    const before = this.#byPosition.get(position)
    const id = reading.texts.uuid ?? before ?? `index:${position}`
    // A GPU that had failed under a makeshift name has told its own.
    if (before !== undefined && before !== id && !before.startsWith('GPU-')) this.#devices.delete(before)
    const device = this.#device(id)
    this.#byPosition.set(position, id)
    device.position = position
    const interval = device.apply(reading)
    this.#lastSampleAtMs = reading.atMs
    return { device, interval }
  }

  /**
   * A pass over the GPUs has ended. A GPU that was seen before and had no row in it has failed if the driver still counts it, else it was taken out.
   * One that was never seen is not judged: a container often sees a part of the host's GPUs only.
   */
  endPass(seen: ReadonlySet<number>, count: number | undefined, atMs: number): void {
    if (this.#passEndedAtMs !== undefined) this.#passMs = Math.min(atMs - this.#passEndedAtMs, 60_000)
    this.#passEndedAtMs = atMs
    for (const [position, id] of this.#byPosition) {
      if (seen.has(position)) continue
      const device = this.#devices.get(id)
      if (device === undefined || device.position !== position || [...seen].some((other) => this.#byPosition.get(other) === id)) {
        this.#byPosition.delete(position)
      } else if (count !== undefined && count >= this.#byPosition.size) device.fail('row_missing', atMs)
      else this.#remove(position, id)
    }
  }

  /** One GPU does not answer. Known by its position or its PCI bus id; one that was never seen is kept under that name. */
  fail(gpu: { readonly position?: number; readonly busId?: string }, reason: string, atMs: number): void {
    const known =
      gpu.busId === undefined ? undefined : this.devices().find(({ id, identity }) => isSameBus(identity.pciBusId ?? id, gpu.busId!))
    const position = gpu.position ?? known?.position
    const id = known?.id ?? (position === undefined ? undefined : this.#byPosition.get(position)) ?? gpu.busId ?? `index:${position ?? '?'}`
    const device = this.#device(id)
    if (position !== undefined) {
      this.#byPosition.set(position, id)
      device.position = position
    }
    device.fail(reason, atMs)
  }

  setProcesses({ apps, unreadable }: ComputeApps, atMs: number): void {
    const staleAtMs = atMs + (this.#options.processesMs ?? Number.POSITIVE_INFINITY)
    for (const device of this.#devices.values()) {
      const value = apps.filter(({ gpuUuid }) => gpuUuid === device.id)
      device.processes = unreadable.has(device.id) ? undefined : { value, staleAtMs }
    }
  }

  setDetails(details: readonly DeviceDetails[], migIdentities: readonly MigIdentity[], atMs: number): void {
    const staleAtMs = atMs + (this.#options.detailsMs ?? Number.POSITIVE_INFINITY)
    for (const value of details) {
      const device = this.#devices.get(value.uuid)
      if (!device) continue
      device.details = { value, staleAtMs }
      device.migIdentities = migIdentities.filter(({ gpuUuid }) => gpuUuid === value.uuid)
    }
  }

  setGpm(readings: ReadonlyMap<number, GpmReading>, atMs: number): void {
    const staleAtMs = atMs + (this.#options.gpmMs ?? Number.POSITIVE_INFINITY)
    for (const device of this.#devices.values()) {
      const value = device.position === undefined ? undefined : readings.get(device.position)
      if (value) device.gpm = { value, staleAtMs }
    }
  }

  /** Every GPU ever seen and not taken out, by index. */
  devices(): readonly GpuDevice[] {
    return [...this.#devices.values()].sort((a, b) => (a.position ?? Number.MAX_VALUE) - (b.position ?? Number.MAX_VALUE))
  }

  /** Whether this GPU's state is recent enough to be told. A failed one is asked again more and more seldom, so its state lives longer. */
  isFresh({ reading, healthAtMs }: GpuDevice, nowMs: number): boolean {
    return nowMs - healthAtMs <= (reading ? this.staleAfterMs : Math.max(this.staleAfterMs, FAILED_STALE_MS))
  }

  /** Milliseconds since the last row of any GPU, `undefined` before the first. */
  sampleAgeMs(nowMs: number): number | undefined {
    return this.#lastSampleAtMs === undefined ? undefined : nowMs - this.#lastSampleAtMs
  }

  #device(id: string): GpuDevice {
    const device = this.#devices.get(id) ?? new GpuDevice(id, this.maxGapMs)
    this.#devices.set(id, device)
    return device
  }

  #remove(position: number, id: string): void {
    this.#byPosition.delete(position)
    this.#devices.delete(id)
  }
}

/** `00000000:34:00.0` and `0000:34:00.0` are the same device. */
function isSameBus(a: string, b: string): boolean {
  return a.replace(/^0{4}(?=[0-9a-f]{4}:)/i, '').toLowerCase() === b.replace(/^0{4}(?=[0-9a-f]{4}:)/i, '').toLowerCase()
}

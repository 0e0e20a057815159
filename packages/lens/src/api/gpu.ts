/** Answer of `GET /api/gpu?minutes=15`: the same time axis as the overview of the same minutes. */
export interface GpuOverview {
  /** Starts of the buckets, milliseconds since the epoch. */
  readonly times: readonly number[]
  readonly bucketSeconds: number
  readonly gpus: readonly GpuSeries[]
}

/** One GPU. Each series has a value for each of `times`; `null` where nothing was reported. On the page of the GPUs a value holds until the next, for 90 s at most. */
export interface GpuSeries {
  readonly id: string
  readonly name: string
  readonly service: string | null
  /** Starts of the buckets, milliseconds since the epoch. */
  readonly times: readonly number[]
  /** 0 to 1. */
  readonly utilization: readonly (number | null)[]
  readonly memoryUsedBytes: readonly (number | null)[]
  readonly memoryTotalBytes: readonly (number | null)[]
  readonly powerWatts: readonly (number | null)[]
  readonly powerLimitWatts: readonly (number | null)[]
  readonly temperatureCelsius: readonly (number | null)[]
  /** Reasons that lowered the clocks, those that are trouble only; a series of 0 (no), 1 (yes) each. */
  readonly throttle: Readonly<Record<string, readonly (number | null)[]>>
}

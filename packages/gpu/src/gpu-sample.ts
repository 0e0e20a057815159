/** One sampling window of one GPU, as listeners and the attribution see it. Times by `performance.now()`. */
export interface GpuSample {
  /** `hw.id` of the GPU. */
  readonly gpuId: string
  /** Absent for the first sample and after a gap: then the window is not known. */
  readonly startMs?: number
  readonly endMs: number
  /** Energy in the window. Absent without a window or without power. */
  readonly energyJoules?: number
  readonly powerWatts?: number
  /** 0 to 1. */
  readonly utilization?: number
  readonly memoryUsedBytes?: number
  readonly memoryTotalBytes?: number
}

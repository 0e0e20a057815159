import type { GpuMetricsOptions } from '@tokenscope/gpu'

/** GPU metrics, and what calls cost the GPUs. */
export interface GpuOptions extends Omit<GpuMetricsOptions, 'meterProvider'> {
  /** Joins calls with the GPUs of this host. Default: `TOKENSCOPE_GPU_SERVERS`, else off. */
  readonly attribution?: GpuAttributionOptions
}

/** Which calls run on which GPUs of this host. */
export interface GpuAttributionOptions {
  /**
   * The servers that run on this host's GPUs, as `host:port` or base URL; `in_process` for generations by `startGeneration` without
   * a server address. Calls to any other server get nothing. `localhost`, `127.0.0.1` and `::1` are one host.
   * Default: `TOKENSCOPE_GPU_SERVERS`, a list with commas.
   */
  readonly servers?: readonly string[]
  /** `hw.id` (the UUID) of the GPUs that serve them. Default: all of this host. */
  readonly gpuIds?: readonly string[]
}

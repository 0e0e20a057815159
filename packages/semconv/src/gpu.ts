/**
 * Tokenscope's own attributes of GPUs, and of what one call cost a GPU. Times are seconds, energies joules, sizes bytes.
 */

/** The index that `nvidia-smi` gives the GPU. It may change when a GPU comes or goes: `hw.id` does not. */
export const ATTR_GPU_INDEX = 'tokenscope.gpu.index'
/** The GPU's place on the PCI bus. */
export const ATTR_GPU_PCI_BUS_ID = 'tokenscope.gpu.pci.bus_id'
/** CUDA compute capability: `9.0`. */
export const ATTR_GPU_COMPUTE_CAPABILITY = 'tokenscope.gpu.compute_capability'
/** `Enabled` or `Disabled`, as the driver says. */
export const ATTR_GPU_PERSISTENCE_MODE = 'tokenscope.gpu.persistence_mode'
/** Whether the GPU is split into MIG devices: `Enabled` or `Disabled`. */
export const ATTR_GPU_MIG_MODE = 'tokenscope.gpu.mig.mode'
/** MIG profile of a MIG device: `1g.10gb`. */
export const ATTR_GPU_MIG_PROFILE = 'tokenscope.gpu.mig.profile'
/** The driver's field that power and energy come from: `power.draw.average`, `power.draw.instant` or `power.draw`. */
export const ATTR_GPU_POWER_SOURCE = 'tokenscope.gpu.power.source'
/** Where memory figures come from: `device`, or `processes` (the sum over processes, on GPUs that share the host's memory). */
export const ATTR_GPU_MEMORY_SOURCE = 'tokenscope.gpu.memory.source'

/** One of {@link GPU_CLOCK_DOMAINS}. */
export const ATTR_GPU_CLOCK_DOMAIN = 'tokenscope.gpu.clock.domain'
/** One of {@link GPU_THROTTLE_REASONS}. */
export const ATTR_GPU_THROTTLE_REASON = 'tokenscope.gpu.throttle.reason'
/** The serving framework that a GPU process belongs to, by its name: `vllm`, `sglang`, `llama.cpp`, `ollama`, … */
export const ATTR_GPU_PROCESS_FRAMEWORK = 'tokenscope.gpu.process.framework'

/** On a call's span: energy attributed to the call, joules. */
export const ATTR_GPU_ENERGY = 'tokenscope.gpu.energy'
/** The part of it that the GPUs would have used idle, joules. */
export const ATTR_GPU_IDLE_ENERGY = 'tokenscope.gpu.idle_energy'
/** Joules per output token. Only when the server reported usage. */
export const ATTR_GPU_ENERGY_PER_OUTPUT_TOKEN = 'tokenscope.gpu.energy_per_output_token'
/** Busy GPU-seconds attributed to the call. */
export const ATTR_GPU_TIME = 'tokenscope.gpu.time'
/** Busy GPU-seconds per output token. Only when the server reported usage. */
export const ATTR_GPU_TIME_PER_OUTPUT_TOKEN = 'tokenscope.gpu.time_per_output_token'
/** The most GPU memory in use while the call ran, over all its GPUs, bytes. Not attributed: other calls are in it. */
export const ATTR_GPU_PEAK_MEMORY = 'tokenscope.gpu.peak_memory'
/** Share of the call's time that was sampled, 0 to 1. Always beside the figures above; below the threshold there are none. */
export const ATTR_GPU_COVERAGE = 'tokenscope.gpu.coverage'
/** How the figures were shared among concurrent calls; one of {@link GPU_ATTRIBUTION_METHODS}. */
export const ATTR_GPU_ATTRIBUTION_METHOD = 'tokenscope.gpu.attribution.method'

export const GPU_CLOCK_DOMAINS = ['sm', 'memory'] as const
export type GpuClockDomain = (typeof GPU_CLOCK_DOMAINS)[number]

/** Why the clocks are lower than they could be. `idle` and the application's own settings are not trouble; the rest may be. */
export const GPU_THROTTLE_REASONS = [
  'idle',
  'applications_clocks_setting',
  'sw_power_cap',
  'hw_slowdown',
  'sync_boost',
  'sw_thermal_slowdown',
  'hw_thermal_slowdown',
  'hw_power_brake_slowdown',
  'display_clock_setting',
] as const
export type GpuThrottleReason = (typeof GPU_THROTTLE_REASONS)[number]

/**
 * - `exclusive`: no other call ran at the same time.
 * - `tokens`: each sampling window was shared by the tokens that each call received in it.
 * - `time`: shared evenly in windows in which no call received a token.
 */
export const GPU_ATTRIBUTION_METHODS = ['exclusive', 'tokens', 'time'] as const
export type GpuAttributionMethod = (typeof GPU_ATTRIBUTION_METHODS)[number]

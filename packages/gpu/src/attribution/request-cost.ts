import type { GpuAttributionMethod } from '@tokenscope/semconv'

/** Below this coverage (0 to 1) no figure is given: what was not sampled is not guessed. */
export const MIN_COVERAGE = 0.8

/** What one request cost the GPUs. A figure that is not known well enough is not there. */
export interface RequestCost {
  readonly id: string
  /** Share of the request's time that was sampled, 0 to 1: of the GPU that was sampled least. */
  readonly coverage: number
  /** How it was shared with other requests. Absent where there is no figure. */
  readonly method?: GpuAttributionMethod
  readonly joules?: number
  /** The part of `joules` that the GPUs would have used without any request: their lowest power while none ran. */
  readonly idleJoules?: number
  /** Utilisation integrated over time: seconds of a fully busy GPU. */
  readonly gpuSeconds?: number
  /** The most memory in use while the request ran, added over the GPUs. Not shared: other requests are in it. */
  readonly peakMemoryBytes?: number
  /** As `activity.tokens` was told, or as {@link withOutputTokens} states them. */
  readonly outputTokens: number
  /** Only with output tokens. */
  readonly joulesPerOutputToken?: number
  readonly gpuSecondsPerOutputToken?: number
}

/** What was added up for a request on one GPU. */
export interface GpuShare {
  /** Time of the request in windows that had energy, and in windows that had a utilisation. */
  energyMs: number
  utilizationMs: number
  joules: number
  /** `undefined` once a window came for which the idle power was not known. */
  idleJoules: number | undefined
  gpuSeconds: number
  peakMemoryBytes: number | undefined
}

export interface EndedRequest {
  readonly id: string
  readonly durationMs: number
  readonly outputTokens: number
  readonly method: GpuAttributionMethod
  /** One for each GPU that was being sampled. */
  readonly gpus: readonly GpuShare[]
}

/** Adds up the GPUs and leaves out what is not covered. */
export function toRequestCost({ id, durationMs, outputTokens, method, gpus }: EndedRequest): RequestCost {
  const coverageOf = (key: 'energyMs' | 'utilizationMs'): number =>
    gpus.length === 0 || durationMs <= 0 ? 0 : Math.min(1, ...gpus.map((gpu) => gpu[key] / durationMs))
  const energyCoverage = coverageOf('energyMs')
  const utilizationCoverage = coverageOf('utilizationMs')
  const hasEnergy = energyCoverage >= MIN_COVERAGE
  const hasTime = utilizationCoverage >= MIN_COVERAGE
  const coverage = hasEnergy ? energyCoverage : hasTime ? utilizationCoverage : Math.max(energyCoverage, utilizationCoverage)
  if (!hasEnergy && !hasTime) return { id, coverage, outputTokens }
  const joules = sum(gpus.map((gpu) => gpu.joules))
  const idle = gpus.map((gpu) => gpu.idleJoules)
  const gpuSeconds = sum(gpus.map((gpu) => gpu.gpuSeconds))
  const memory = gpus.map((gpu) => gpu.peakMemoryBytes)
  return {
    id,
    coverage,
    method,
    outputTokens,
    ...(hasEnergy && { joules }),
    ...(hasEnergy && idle.every((value) => value !== undefined) && { idleJoules: sum(idle) }),
    ...(hasTime && { gpuSeconds }),
    ...(memory.every((value) => value !== undefined) && { peakMemoryBytes: sum(memory) }),
    ...(hasEnergy && outputTokens > 0 && { joulesPerOutputToken: joules / outputTokens }),
    ...(hasTime && outputTokens > 0 && { gpuSecondsPerOutputToken: gpuSeconds / outputTokens }),
  }
}

/**
 * The same cost with the output tokens that the server reported, where `activity.tokens` was told of chunks, which need not be tokens.
 * With `undefined` or 0 there is no figure per token.
 */
export function withOutputTokens(cost: RequestCost, outputTokens: number | undefined): RequestCost {
  const { joulesPerOutputToken: _joules, gpuSecondsPerOutputToken: _seconds, ...rest } = cost
  const { joules, gpuSeconds } = cost
  if (outputTokens === undefined || outputTokens <= 0) return { ...rest, outputTokens: 0 }
  return {
    ...rest,
    outputTokens,
    ...(joules !== undefined && { joulesPerOutputToken: joules / outputTokens }),
    ...(gpuSeconds !== undefined && { gpuSecondsPerOutputToken: gpuSeconds / outputTokens }),
  }
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0)
}

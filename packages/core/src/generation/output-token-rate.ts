import type { Generation } from './generation.ts'

const MIN_GENERATION_MS = 1

/**
 * Output tokens per second after the first token: `(tokens - 1) / (last - first)`. Undefined without reported tokens, with
 * fewer than two, or where all came at once, because then there is no rate to speak of.
 */
export function outputTokenRate({ timing, usage }: Pick<Generation, 'timing' | 'usage'>): number | undefined {
  const tokens = usage?.outputTokens
  if (!timing || tokens === undefined || tokens < 2 || timing.contentChunkCount < 2) return undefined
  const elapsedMs = timing.lastTokenMs - timing.firstTokenMs
  return elapsedMs < MIN_GENERATION_MS ? undefined : ((tokens - 1) / elapsedMs) * 1000
}

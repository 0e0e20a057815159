import { KIND_BITS } from '../timing/token-timing.ts'
import type { Generation } from './generation.ts'

const MIN_GENERATION_MS = 1

/**
 * Output tokens per second after the first token: `(tokens - 1) / (last - first)`. Reasoning that the server counts and keeps to itself came
 * before the first token, and is no part of it. Undefined without reported tokens, with fewer than two, or where all came at once, because
 * then there is no rate to speak of.
 */
export function outputTokenRate({ timing, usage }: Pick<Generation, 'timing' | 'usage'>): number | undefined {
  if (!timing || usage?.outputTokens === undefined || timing.contentChunkCount < 2) return undefined
  const hidden = timing.kinds & KIND_BITS.reasoning ? 0 : (usage.reasoningOutputTokens ?? 0)
  const tokens = usage.outputTokens - hidden
  const elapsedMs = timing.lastTokenMs - timing.firstTokenMs
  return tokens < 2 || elapsedMs < MIN_GENERATION_MS ? undefined : ((tokens - 1) / elapsedMs) * 1000
}

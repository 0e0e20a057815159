import type { Generation } from '@tokenscope/core'
import { ATTR_SERVER_DECODE_TIME, ATTR_SERVER_PREFILL_TIME } from '@tokenscope/semconv'

/** Records what the server says it took for the prompt and for generation (`timings` of llama.cpp), in milliseconds. */
export function setServerTimings(generation: Generation, promptMs: unknown, predictedMs: unknown): void {
  if (isDuration(promptMs)) generation.setAttribute(ATTR_SERVER_PREFILL_TIME, promptMs / 1000)
  if (isDuration(predictedMs)) generation.setAttribute(ATTR_SERVER_DECODE_TIME, predictedMs / 1000)
}

function isDuration(value: unknown): value is number {
  return typeof value === 'number' && Number.isFinite(value) && value >= 0
}

import * as names from '@tokenscope/semconv'
import type { Attributes, Usage } from '../api/call-detail.ts'
import { numberOf, textOf } from './attribute-readers.ts'

/** What the call used, by the attributes of its span under their current names. */
export function toUsage(attributes: Attributes): Usage {
  const number = (name: string): number | null => numberOf(attributes, name)
  const outputTokens = number(names.ATTR_GEN_AI_USAGE_OUTPUT_TOKENS)
  return {
    inputTokens: number(names.ATTR_GEN_AI_USAGE_INPUT_TOKENS),
    outputTokens,
    cachedInputTokens: number(names.ATTR_GEN_AI_USAGE_CACHE_READ_INPUT_TOKENS),
    cacheWriteInputTokens:
      number(names.PROFILES['v1.41'].attributes.cacheWriteInputTokens) ?? number(names.PROFILES.latest.attributes.cacheWriteInputTokens),
    reasoningTokens: number(names.ATTR_GEN_AI_USAGE_REASONING_OUTPUT_TOKENS),
    audioInputTokens: number(names.ATTR_GEN_AI_USAGE_AUDIO_INPUT_TOKENS),
    audioOutputTokens: number(names.ATTR_GEN_AI_USAGE_AUDIO_OUTPUT_TOKENS),
    source: textOf(attributes, names.ATTR_TOKEN_SOURCE) ?? (outputTokens === null ? null : 'usage'),
    energyJoules: number(names.ATTR_GPU_ENERGY),
    gpuSeconds: number(names.ATTR_GPU_TIME),
  }
}

import type { Attributes } from '@opentelemetry/api'
import * as names from '@tokenscope/semconv'
import { seconds } from '../seconds.ts'
import type { Usage } from '../usage.ts'
import type { Generation } from './generation.ts'
import { outputTokenRate } from './output-token-rate.ts'

/** The span attributes that are known when the call has ended, all at once. */
export function endAttributes(generation: Generation, profile: names.Profile, cost: number | undefined): Attributes {
  const attributes: Attributes = generation.attributes ?? {}
  attributes[names.ATTR_OUTCOME] = generation.outcome
  put(attributes, names.ATTR_GEN_AI_RESPONSE_ID, generation.responseId)
  put(attributes, names.ATTR_GEN_AI_RESPONSE_MODEL, generation.responseModel)
  put(attributes, names.ATTR_REQUEST_ID, generation.requestId)
  if (generation.finishReasons && generation.finishReasons.length > 0) {
    attributes[names.ATTR_GEN_AI_RESPONSE_FINISH_REASONS] = generation.finishReasons
  }
  if (generation.usage) addUsage(attributes, generation.usage, profile)
  if (generation.toolCallCount > 0) attributes[names.ATTR_TOOL_CALL_COUNT] = generation.toolCallCount
  if (generation.headersMs >= 0) attributes[names.ATTR_TIME_TO_HEADERS] = seconds(generation.headersMs - generation.startMs)
  if (generation.attemptCount > 1) attributes[names.ATTR_ATTEMPT_COUNT] = generation.attemptCount
  if (generation.error) {
    attributes[names.ATTR_ERROR_TYPE] = generation.error.type
    put(attributes, names.ATTR_HTTP_RESPONSE_STATUS_CODE, generation.error.statusCode)
  }
  addRateLimit(attributes, generation)
  if (generation.timing) addTiming(attributes, generation)
  if (cost !== undefined) {
    attributes[names.ATTR_COST] = cost
    attributes[names.ATTR_COST_CURRENCY] = 'USD'
  }
  return attributes
}

function addUsage(attributes: Attributes, usage: Usage, profile: names.Profile): void {
  put(attributes, names.ATTR_GEN_AI_USAGE_INPUT_TOKENS, usage.inputTokens)
  put(attributes, names.ATTR_GEN_AI_USAGE_OUTPUT_TOKENS, usage.outputTokens)
  put(attributes, names.ATTR_GEN_AI_USAGE_CACHE_READ_INPUT_TOKENS, usage.cacheReadInputTokens)
  put(attributes, profile.attributes.cacheWriteInputTokens, usage.cacheWriteInputTokens)
  put(attributes, names.ATTR_GEN_AI_USAGE_REASONING_OUTPUT_TOKENS, usage.reasoningOutputTokens)
  put(attributes, names.ATTR_GEN_AI_USAGE_AUDIO_INPUT_TOKENS, usage.audioInputTokens)
  put(attributes, names.ATTR_GEN_AI_USAGE_AUDIO_OUTPUT_TOKENS, usage.audioOutputTokens)
  put(attributes, names.ATTR_GEN_AI_USAGE_IMAGE_INPUT_TOKENS, usage.imageInputTokens)
  put(attributes, names.ATTR_GEN_AI_USAGE_IMAGE_OUTPUT_TOKENS, usage.imageOutputTokens)
  put(attributes, names.ATTR_GEN_AI_USAGE_TEXT_INPUT_TOKENS, usage.textInputTokens)
  put(attributes, names.ATTR_GEN_AI_USAGE_TEXT_OUTPUT_TOKENS, usage.textOutputTokens)
}

function addTiming(attributes: Attributes, generation: Generation): void {
  const timing = generation.timing!
  attributes[names.ATTR_CHUNK_COUNT] = timing.chunkCount
  if (timing.chunkCount === 0) return
  attributes[names.ATTR_GEN_AI_RESPONSE_TIME_TO_FIRST_CHUNK] = seconds(timing.firstChunkMs - timing.startMs)
  if (timing.chunkCount > 1) attributes[names.ATTR_MAX_GAP] = seconds(timing.maxGapMs)
  if (timing.stallCount > 0) {
    attributes[names.ATTR_STALL_COUNT] = timing.stallCount
    attributes[names.ATTR_STALL_TIME] = seconds(timing.stallMs)
  }
  if (timing.holdMs >= 1) attributes[names.ATTR_CONSUMER_HOLD_TIME] = seconds(timing.holdMs)
  if (timing.contentChunkCount === 0) return
  attributes[names.ATTR_TIME_TO_FIRST_TOKEN] = seconds(timing.firstTokenMs - timing.startMs)
  attributes[names.ATTR_GENERATION_TIME] = seconds(timing.lastTokenMs - timing.firstTokenMs)
  attributes[names.ATTR_TOKEN_SOURCE] = generation.tokenSource ?? (generation.usage?.outputTokens === undefined ? 'chunks' : 'usage')
  put(attributes, names.ATTR_OUTPUT_TOKEN_RATE, outputTokenRate(generation))
}

function addRateLimit(attributes: Attributes, { rateLimit }: Generation): void {
  if (!rateLimit) return
  put(attributes, names.ATTR_RATELIMIT_LIMIT_REQUESTS, rateLimit.limitRequests)
  put(attributes, names.ATTR_RATELIMIT_REMAINING_REQUESTS, rateLimit.remainingRequests)
  put(attributes, names.ATTR_RATELIMIT_LIMIT_TOKENS, rateLimit.limitTokens)
  put(attributes, names.ATTR_RATELIMIT_REMAINING_TOKENS, rateLimit.remainingTokens)
}

function put(attributes: Attributes, name: string, value: string | number | undefined): void {
  if (value !== undefined) attributes[name] = value
}

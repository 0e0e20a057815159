import type { Usage } from '@tokenscope/core'
import { asNumber, asRecord, type JsonRecord } from './json-record.ts'

/**
 * Token counts of an answer, in any of the shapes that servers send: chat (`prompt_tokens`), responses and images (`input_tokens`),
 * transcriptions (`input_token_details`), and the cache counters of DeepSeek and Moonshot. Undefined where it counts no tokens.
 */
export function toUsage(value: unknown): Usage | undefined {
  const raw = asRecord(value)
  if (raw === undefined) return undefined
  const usage: Usage = {}
  const input = asRecord(raw.prompt_tokens_details ?? raw.input_tokens_details ?? raw.input_token_details)
  const output = asRecord(raw.completion_tokens_details ?? raw.output_tokens_details ?? raw.output_token_details)
  put(usage, 'inputTokens', raw.prompt_tokens ?? raw.input_tokens)
  put(usage, 'outputTokens', raw.completion_tokens ?? raw.output_tokens)
  put(usage, 'cacheReadInputTokens', input?.cached_tokens ?? raw.prompt_cache_hit_tokens ?? raw.cached_tokens)
  if (input) putInputDetails(usage, input)
  if (output) putOutputDetails(usage, output)
  for (const _ in usage) return usage
  return undefined
}

function putInputDetails(usage: Usage, details: JsonRecord): void {
  put(usage, 'cacheWriteInputTokens', details.cache_write_tokens ?? details.cache_creation_tokens)
  put(usage, 'audioInputTokens', details.audio_tokens)
  put(usage, 'imageInputTokens', details.image_tokens)
  put(usage, 'textInputTokens', details.text_tokens)
}

function putOutputDetails(usage: Usage, details: JsonRecord): void {
  put(usage, 'reasoningOutputTokens', details.reasoning_tokens)
  put(usage, 'audioOutputTokens', details.audio_tokens)
  put(usage, 'imageOutputTokens', details.image_tokens)
  put(usage, 'textOutputTokens', details.text_tokens)
}

function put(usage: Usage, name: keyof Usage, value: unknown): void {
  const count = asNumber(value)
  if (count !== undefined) usage[name] = count
}

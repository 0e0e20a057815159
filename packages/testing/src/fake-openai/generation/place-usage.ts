import { type JsonObject, objectOf } from '../json-value.ts'
import type { Plan } from './plan.ts'

/** Members that the chunks of one stream carry for usage and timings. */
export interface PlacedUsage {
  /** In a chunk with content, after this many tokens of the completion. */
  content(completionTokens: number): JsonObject
  /** In the chunk with the finish reason. */
  finish: JsonObject
  /** In a last chunk without choices; undefined where there is none. */
  last: JsonObject | undefined
}

/** Decides where a stream carries its usage: the script first, then what the request asks for and what the dialect is used to do. */
export function placeUsage(plan: Plan, request: JsonObject, preset: 'last-chunk' | 'finish-chunk' = 'last-chunk'): PlacedUsage {
  const { script, dialect, usage } = plan
  const isAsked = script.usageWhen === 'always' || objectOf(request.stream_options).include_usage === true
  // What a server puts into the finish chunk it puts there unasked.
  const isSent = isAsked || (script.usage === undefined && preset === 'finish-chunk')
  const where = isSent && usage ? (script.usage ?? preset) : 'absent'
  const all: JsonObject = { usage, ...timings(plan) }
  const none: JsonObject = where === 'null' || (where === 'last-chunk' && dialect.nullUsage) ? { usage: null } : {}
  return {
    content: (completionTokens) => (where === 'every-chunk' ? { usage: running(usage, completionTokens) } : none),
    finish: where === 'last-chunk' ? none : where === 'finish-chunk' || where === 'every-chunk' ? all : { ...none, ...timings(plan) },
    last: where === 'last-chunk' ? all : undefined,
  }
}

/** llama.cpp's own clock, at 2 ms a token of the prompt and 10 ms a token of the answer. */
export function timings({ script, dialect, promptTokens, completionTokens }: Plan): JsonObject {
  if (!(script.timings ?? dialect.timings)) return {}
  return {
    timings: {
      prompt_n: promptTokens,
      prompt_ms: promptTokens * 2,
      prompt_per_second: 500,
      predicted_n: completionTokens,
      predicted_ms: completionTokens * 10,
      predicted_per_second: 100,
    },
  }
}

function running(usage: JsonObject | undefined, completionTokens: number): JsonObject {
  return { ...usage, completion_tokens: completionTokens, total_tokens: Number(usage?.prompt_tokens) + completionTokens }
}

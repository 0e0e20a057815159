import type { DialectName } from './dialect.ts'

/**
 * What the server does with one request: plain data, so it can travel as JSON.
 * Every field is optional; what is left out comes from the server's default script, then from the dialect.
 * Chunk indices count the server-sent events of a stream from 0, whatever they carry; `at: 3` acts after three were sent.
 */
export interface Script extends ChoiceScript, TimingScript, FaultScript, UsageScript, HttpScript {
  /** What a particular server does, see `dialects`. Default: that of the server. */
  dialect?: DialectName
  /** Model name in the answer. Default: the one asked for. */
  model?: string
  /** Chooses words, ids and jitter. The same seed gives the same bytes. Default 1. */
  seed?: number
  /** One entry a choice, for answers that differ. Default: `n` of the request times the same choice. */
  choices?: ChoiceScript[]
  /** Several tokens in one chunk. Default 1. */
  tokensPerChunk?: number
  /** Cuts text by characters instead of tokens. */
  charactersPerChunk?: number
  /** Repeats the text until the client goes away. Streams only. */
  endless?: boolean
  /** Sent as they are in place of generated chunks: an object as JSON, a string as the raw `data:` line. `[DONE]` still follows. */
  chunks?: unknown[]
  /** `own-chunk` (default), together with the last content, after the usage chunk, or never. */
  finish?: 'own-chunk' | 'last-content' | 'after-usage' | 'absent'
  /** How a call to the Responses API ends. Default `completed`. */
  outcome?: 'completed' | 'incomplete' | 'failed'
  /** An answer without choices: an empty list, or no such member. In a stream, one such chunk comes first. */
  choicesMember?: 'empty' | 'absent'
  /** Name of the member that carries reasoning. Default: the dialect's. */
  reasoningField?: 'reasoning_content' | 'reasoning'
  /** llama.cpp's `timings` in the last chunk. Default: the dialect's. */
  timings?: boolean
  serviceTier?: string
  systemFingerprint?: string
}

/** What one choice says. `tokens` makes up that many words; `text` is said as it is and wins over it. */
export interface ChoiceScript {
  text?: string
  tokens?: number
  reasoning?: string
  reasoningTokens?: number
  refusal?: string
  /** An empty list keeps a request that brings tools from being answered with a call. */
  toolCalls?: ToolCallScript[]
  /** Default: `stop`, `tool_calls`, or `length` where the request's limit cut the text. */
  finishReason?: string
}

export interface ToolCallScript {
  name: string
  /** An object is sent as JSON. Default `{}`. */
  arguments?: string | Record<string, unknown>
  id?: string
}

/** All in milliseconds, all default 0. An answer that is not streamed comes when its stream would have ended. */
export interface TimingScript {
  headersDelayMs?: number
  /** From the headers to the first chunk. */
  firstChunkDelayMs?: number
  /** Between chunks: always the same, a list that starts over, or a range to draw from by `seed`. */
  gapMs?: number | number[] | { min: number; max: number }
  stalls?: { at: number; ms: number }[]
  /** Sends `: ping` comments at this interval while nothing else is sent. */
  pingMs?: number
}

export interface FaultScript {
  /** Destroys the connection: before the headers, or after so many chunks. */
  resetAt?: number | 'headers'
  /** Never goes on: before the headers, or after so many chunks. */
  hangAt?: number | 'headers'
  /** Sends `error` as an event after so many chunks, then ends. */
  errorAt?: number
  /** Ends the body after so many chunks, without finish reason, usage or `[DONE]`. */
  truncateAt?: number
  /** Body of an HTTP error or of the error event. */
  error?: { message?: string; type?: string; code?: string | number | null; param?: string | null }
  /** Sends `[DONE]`. Default true, where the real API does. */
  done?: boolean
}

export interface UsageScript {
  /**
   * Where a stream carries its usage: in a last chunk with `choices: []` (default), in the finish chunk, in every chunk, as `null`
   * only, or nowhere. In a body that is not streamed, `null` and `absent` act likewise.
   */
  usage?: 'last-chunk' | 'finish-chunk' | 'every-chunk' | 'null' | 'absent'
  /** `asked`: only with `stream_options.include_usage`, as the real API does (default). */
  usageWhen?: 'asked' | 'always'
  /** Replaces the counted numbers. */
  usageCounts?: Partial<UsageCounts>
}

export interface UsageCounts {
  promptTokens: number
  completionTokens: number
  cachedTokens: number
  reasoningTokens: number
  promptAudioTokens: number
  completionAudioTokens: number
}

export interface HttpScript {
  /** An HTTP status; 400 and above sends `body`, or else an error body made of `error`. Default 200. */
  status?: number
  /** Added to the answer's headers; `null` removes one. */
  headers?: Record<string, string | null>
  /** Sent as it is in place of the answer: a string as text (HTML where it starts with `<`), anything else as JSON. */
  body?: unknown
  /** Sends `x-ratelimit-*` headers; `true` for plausible ones. Default: the dialect's. */
  rateLimit?: boolean | RateLimitScript
  /** `x-request-id`. Default: made by `seed` and the number of the request. */
  requestId?: string
  /** `openai-processing-ms`. Default: the dialect's. */
  processingMs?: number
  /** Cuts the bytes of a stream into pieces of this size, anywhere, or of sizes drawn by `seed`. */
  splitBytes?: number | 'random'
  /** Ends lines of a stream this way. Default `\n`. */
  lineEnd?: '\n' | '\r\n' | '\r'
}

export interface RateLimitScript {
  limitRequests?: number
  remainingRequests?: number
  resetRequests?: string
  limitTokens?: number
  remainingTokens?: number
  resetTokens?: string
}

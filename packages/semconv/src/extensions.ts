/**
 * Tokenscope's own names: whatever the conventions do not name. Times are seconds, sizes bytes, unless the name says otherwise.
 */

/** How a call ended; one of {@link OUTCOMES}. */
export const ATTR_OUTCOME = 'tokenscope.outcome'
/** The client method that was called: `chat.completions.create`. */
export const ATTR_METHOD = 'tokenscope.method'
/** The application took the raw response (`asResponse()`, binary): nothing of the body was seen. */
export const ATTR_RESPONSE_RAW = 'tokenscope.response.raw'
/** The provider's `x-request-id`. */
export const ATTR_REQUEST_ID = 'tokenscope.request_id'

/** Seconds until the response headers of the last attempt arrived. */
export const ATTR_TIME_TO_HEADERS = 'tokenscope.time_to_headers'
/** Seconds until the first chunk with generated content (text, reasoning, tool call, refusal, audio). */
export const ATTR_TIME_TO_FIRST_TOKEN = 'tokenscope.time_to_first_token'
/** Seconds from the first to the last chunk with generated content. */
export const ATTR_GENERATION_TIME = 'tokenscope.generation_time'
/** Output tokens after the first, divided by the generation time, without reasoning that did not arrive. Only when the server reported usage. */
export const ATTR_OUTPUT_TOKEN_RATE = 'tokenscope.output_token_rate'
/** The provider's own processing time (`openai-processing-ms`), seconds. */
export const ATTR_PROVIDER_PROCESSING_TIME = 'tokenscope.provider.processing_time'
/** Time that the server says it spent on the prompt (llama.cpp `timings`), seconds. */
export const ATTR_SERVER_PREFILL_TIME = 'tokenscope.server.prefill_time'
/** Time that the server says it spent on generation (llama.cpp `timings`), seconds. */
export const ATTR_SERVER_DECODE_TIME = 'tokenscope.server.decode_time'

/** Chunks of the stream; on a token event, chunks that the event stands for. */
export const ATTR_CHUNK_COUNT = 'tokenscope.chunk.count'
/** Where the output token count comes from: `usage` (the server), `reported` (the caller) or `chunks` (counted, not tokens). */
export const ATTR_TOKEN_SOURCE = 'tokenscope.token.source'
/** Seconds of audio that the server transcribed, where it counts time in place of tokens. */
export const ATTR_AUDIO_DURATION = 'tokenscope.audio.duration'
/** Tool calls in the answer. */
export const ATTR_TOOL_CALL_COUNT = 'tokenscope.tool_call.count'
/** Times that the stream stood still for longer than the stall threshold. */
export const ATTR_STALL_COUNT = 'tokenscope.stall.count'
/** Seconds spent in stalls. */
export const ATTR_STALL_TIME = 'tokenscope.stall.time'
/** The longest wait between two chunks, seconds. */
export const ATTR_MAX_GAP = 'tokenscope.chunk.max_gap'
/** Seconds the application held the stream before it asked for the next chunk. */
export const ATTR_CONSUMER_HOLD_TIME = 'tokenscope.consumer.hold_time'

/** Attempts that the client made, the first included. */
export const ATTR_ATTEMPT_COUNT = 'tokenscope.attempt.count'
/** Which attempt failed, counted from 1. */
export const ATTR_ATTEMPT_NUMBER = 'tokenscope.attempt.number'
/** Seconds the client waited before the next attempt. */
export const ATTR_BACKOFF = 'tokenscope.attempt.backoff'
/** What the server asked for in `retry-after` or `retry-after-ms`, seconds. */
export const ATTR_RETRY_AFTER = 'tokenscope.attempt.retry_after'

/** `requests` or `tokens`. */
export const ATTR_RATELIMIT_RESOURCE = 'tokenscope.ratelimit.resource'
/** Requests allowed in the window (`x-ratelimit-limit-requests`). */
export const ATTR_RATELIMIT_LIMIT_REQUESTS = 'tokenscope.ratelimit.limit.requests'
/** Tokens allowed in the window (`x-ratelimit-limit-tokens`). */
export const ATTR_RATELIMIT_LIMIT_TOKENS = 'tokenscope.ratelimit.limit.tokens'
/** Requests left in the window (`x-ratelimit-remaining-requests`). */
export const ATTR_RATELIMIT_REMAINING_REQUESTS = 'tokenscope.ratelimit.remaining.requests'
/** Tokens left in the window (`x-ratelimit-remaining-tokens`). */
export const ATTR_RATELIMIT_REMAINING_TOKENS = 'tokenscope.ratelimit.remaining.tokens'

/** Cost of the call by the price table that the user gave, in `ATTR_COST_CURRENCY`. */
export const ATTR_COST = 'tokenscope.cost'
/** Currency of the cost, by ISO 4217. */
export const ATTR_COST_CURRENCY = 'tokenscope.cost.currency'

/** Span event: the first chunk with generated content arrived. */
export const EVENT_FIRST_TOKEN = 'tokenscope.first_token'
/** Span event: a run of chunks of one kind arrived. */
export const EVENT_TOKENS = 'tokenscope.tokens'
/** Span event: the stream stood still for longer than the stall threshold. */
export const EVENT_STALL = 'tokenscope.stall'
/** Span event: the last chunk with generated content arrived. */
export const EVENT_LAST_TOKEN = 'tokenscope.last_token'
/** Span event: an attempt failed and the client tries again. */
export const EVENT_RETRY = 'tokenscope.retry'
/** What the chunks carried; one of {@link CHUNK_KINDS}. */
export const ATTR_CHUNK_KIND = 'tokenscope.chunk.kind'
/** Seconds from the call's start to the event's first chunk. */
export const ATTR_OFFSET = 'tokenscope.offset'
/** Seconds from the call's start to the event's last chunk. */
export const ATTR_OFFSET_END = 'tokenscope.offset_end'
/** How long the stream stood still, seconds. */
export const ATTR_STALL_DURATION = 'tokenscope.stall.duration'

/** Seconds from the user's action until the first token was on the screen, as measured there. */
export const ATTR_DISPLAY_TIME_TO_FIRST_TOKEN = 'tokenscope.display.time_to_first_token'
/** Seconds from the user's action until the last token was on the screen, as measured there. */
export const ATTR_DISPLAY_TIME_TO_LAST_TOKEN = 'tokenscope.display.time_to_last_token'

/** What inside Tokenscope failed: a value of `tokenscope.component`. */
export const ATTR_COMPONENT = 'tokenscope.component'

/** Whether the call kept the SLA targets that one call can be judged by; one of {@link SLA_VERDICTS}. Set once, by the Collector. */
export const ATTR_SLA_VERDICT = 'tokenscope.sla.verdict'
/** The worst target that a `breached` call missed: see {@link SLA_VIOLATIONS}. Absent from a call that met them. */
export const ATTR_SLA_VIOLATION = 'tokenscope.sla.violation'
/** True on a span whose whole trace must be stored, whatever tail sampling says of it. Set by the application. */
export const ATTR_SAMPLE_FORCE = 'tokenscope.sample.force'

/**
 * How a call ended.
 * - `completed`: the whole answer arrived.
 * - `error`: an exception or HTTP error reached the application.
 * - `timeout`: the client's time limit ended it.
 * - `aborted`: the application aborted it (signal, controller) or the process shut down.
 * - `cancelled`: the application stopped reading the stream (`break`).
 * - `truncated`: the stream ended without a finish reason, or the answer was cut by its length limit in transit.
 * - `abandoned`: the stream was never read to its end and was collected.
 */
export const OUTCOMES = ['completed', 'error', 'timeout', 'aborted', 'cancelled', 'truncated', 'abandoned'] as const
export type Outcome = (typeof OUTCOMES)[number]

/** What a chunk carried. */
export const CHUNK_KINDS = ['text', 'reasoning', 'tool_call', 'refusal', 'audio', 'image', 'other'] as const
export type ChunkKind = (typeof CHUNK_KINDS)[number]

/** What the Collector finds of a call. */
export const SLA_VERDICTS = ['met', 'breached'] as const
export type SlaVerdict = (typeof SLA_VERDICTS)[number]

/** Which target a call missed: it failed, its first token came late, or it took longer than the target of a quantile. */
export const SLA_VIOLATIONS = {
  errorRate: 'error_rate',
  timeToFirstToken: 'time_to_first_token',
  /** @param quantile 0.99 gives `response_time_p99` */
  responseTime: (quantile: number): string =>
    `response_time_p${Number((quantile * 100).toPrecision(12))
      .toString()
      .replace('.', '_')}`,
} as const

import type { ChunkKind } from '@tokenscope/semconv'
import type { CallSummary } from './call-summary.ts'
import type { GpuSeries } from './gpu.ts'

/** A value of an attribute. Integers beyond 2^53, NaN and the infinities are strings. */
export type JsonValue = string | number | boolean | null | readonly JsonValue[] | { readonly [key: string]: JsonValue }

export type Attributes = Readonly<Record<string, JsonValue>>

/** Answer of `GET /api/calls/:traceId/:spanId`: all that is known of one call. Offsets and lengths are seconds from the call's start. */
export interface CallDetail {
  readonly summary: CallSummary
  readonly timeline: Timeline
  readonly split: LatencySplit
  readonly usage: Usage
  readonly finishReasons: readonly string[]
  readonly attributes: Attributes
  /** Every event of the span, those of the time line too. */
  readonly events: readonly SpanEvent[]
  readonly resource: Attributes
  readonly scope: { readonly name: string; readonly version: string | null }
  readonly status: { readonly code: 'unset' | 'ok' | 'error'; readonly message: string | null }
  /** Every span of the trace, parents before children, siblings by start; a span whose parent is missing stands at depth 0. */
  readonly spans: readonly SpanSummary[]
  /** Log records that belong to this call. */
  readonly logs: readonly LogRecord[]
  /** A parent and a child disagree on the time by more than 2 ms: offsets between spans are not to be relied on. */
  readonly clockSkew: boolean
  /** This trace in Jaeger; `null` where the lens was not told where Jaeger is. */
  readonly jaegerUrl: string | null
  /** What the GPUs did while the call ran; `null` where no GPU reports. */
  readonly gpu: GpuWindow | null
  /** Only when the application captured content. */
  readonly content: CallContent | null
}

export interface Timeline {
  /** Runs of chunks, in the order of their arrival. Empty where the span has no token events. */
  readonly tokens: readonly TokenRun[]
  readonly firstToken: number | null
  readonly lastToken: number | null
  readonly stalls: readonly { readonly offset: number; readonly seconds: number }[]
  readonly retries: readonly RetryMark[]
}

/** Chunks that arrived one after the other, as one event reports them; two runs where a stall interrupted them. */
export interface TokenRun {
  readonly offset: number
  readonly offsetEnd: number
  /** The first of {@link kinds}. */
  readonly kind: ChunkKind
  readonly kinds: readonly ChunkKind[]
  readonly chunks: number
  /**
   * Estimated: the output tokens that the server reported, shared among the chunks; without those of reasoning where none of that came. `null`
   * where it reported none.
   */
  readonly tokens: number | null
}

export interface RetryMark {
  /** The attempt that failed, counted from 1. */
  readonly attempt: number | null
  readonly offset: number
  /** Seconds the client waited before the next attempt. */
  readonly backoff: number | null
  /** HTTP status, where there was an answer. */
  readonly status: number | null
  readonly errorType: string | null
}

/**
 * Where the time went, in seconds; the parts do not overlap. `source` says how it is known: `server` (the server reported its prefill and decode times),
 * `stream` (first and last token: prefill then holds the queue too), `none` (only the duration is known).
 */
export interface LatencySplit {
  /** Failed attempts and their back-off, then queue and network as far as they can be told apart. */
  readonly waiting: number | null
  readonly prefill: number | null
  readonly decode: number | null
  readonly source: 'server' | 'stream' | 'none'
}

export interface Usage {
  readonly inputTokens: number | null
  readonly outputTokens: number | null
  readonly cachedInputTokens: number | null
  readonly cacheWriteInputTokens: number | null
  readonly reasoningTokens: number | null
  readonly audioInputTokens: number | null
  readonly audioOutputTokens: number | null
  /** `usage`: as the server counted; `reported`: as the caller said; `chunks`: no tokens at all, only chunks. */
  readonly source: string | null
  readonly energyJoules: number | null
  readonly gpuSeconds: number | null
}

export interface SpanEvent {
  readonly name: string
  /** Seconds from the call's start; may be negative where clocks differ. */
  readonly offset: number
  readonly attributes: Attributes
}

/** One span of a trace. Offsets are seconds from the start of the call that is shown. */
export interface SpanSummary {
  readonly spanId: string
  readonly parentSpanId: string | null
  readonly depth: number
  readonly name: string
  readonly kind: 'internal' | 'server' | 'client' | 'producer' | 'consumer'
  readonly service: string | null
  readonly offset: number
  readonly durationSeconds: number
  readonly failed: boolean
  /** Whether it has a page of its own: `/call/:traceId/:spanId`. */
  readonly isCall: boolean
  /** Its parent's id is named but was not received. */
  readonly parentMissing: boolean
}

export interface LogRecord {
  readonly offset: number
  readonly eventName: string | null
  readonly severity: string | null
  readonly body: JsonValue
  readonly attributes: Attributes
}

/** Messages as the conventions shape them; plain text where an instrumentation sent text. */
export interface CallContent {
  readonly systemInstructions: JsonValue
  readonly inputMessages: JsonValue
  readonly outputMessages: JsonValue
  readonly toolDefinitions: JsonValue
}

/** Time is in the series' own points; the window is the call's, a little widened. */
export interface GpuWindow {
  readonly fromMs: number
  readonly toMs: number
  readonly gpus: readonly GpuSeries[]
}

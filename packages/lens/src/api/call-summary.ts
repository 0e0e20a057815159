import type { Outcome, SlaVerdict } from '@tokenscope/semconv'

/**
 * One call as a row of the list. Ids are lower-case hex. What the span does not say is `null`, never 0; `outcome` is derived from the
 * span's status where an instrumentation does not report it.
 */
export interface CallSummary {
  readonly traceId: string
  readonly spanId: string
  /** Milliseconds since the epoch, with fractions, by the clock of the application. */
  readonly startMs: number
  readonly durationSeconds: number
  /** Name of the span. */
  readonly name: string
  /** `chat`, `embeddings`, … */
  readonly operation: string | null
  readonly provider: string | null
  /** The model that answered, else the one that was asked for. */
  readonly model: string | null
  readonly service: string | null
  readonly outcome: Outcome
  readonly errorType: string | null
  readonly streaming: boolean | null
  /** Seconds from the call's start to its first token. */
  readonly timeToFirstToken: number | null
  readonly inputTokens: number | null
  readonly outputTokens: number | null
  /** Of one streamed call, after its first token. */
  readonly tokensPerSecond: number | null
  readonly stallCount: number
  readonly attemptCount: number
  readonly cost: number | null
  /** By ISO 4217; `null` where there is no cost. */
  readonly currency: string | null
  readonly verdict: SlaVerdict | null
  /** The target that a breached call missed: `error_rate`, `time_to_first_token`, `response_time_p95`, … */
  readonly violation: string | null
}

/** Answer of `GET /api/calls`. */
export interface CallPage {
  /** Newest first. */
  readonly calls: readonly CallSummary[]
  /** `before` of the next page; `null` on the last one. */
  readonly next: string | null
  /** Calls that match, on all pages. */
  readonly total: number
}

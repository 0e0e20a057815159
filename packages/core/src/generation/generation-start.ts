import type { Attributes, Context, SpanKind } from '@opentelemetry/api'

/** What is known of a call when it starts. */
export interface GenerationStart {
  /** `gen_ai.operation.name`: `chat`, `embeddings`, … */
  readonly operation: string
  /** `gen_ai.provider.name`. */
  readonly provider: string
  /** The requested model. */
  readonly model?: string | undefined
  readonly serverAddress?: string | undefined
  readonly serverPort?: number | undefined
  readonly streaming?: boolean
  /** Default: `{operation} {model}`. */
  readonly spanName?: string
  /** Default CLIENT; INTERNAL for a model inside the process. */
  readonly spanKind?: SpanKind
  /** Request attributes beyond the fields above. */
  readonly attributes?: Attributes | undefined
  /** Default: the active context. */
  readonly parent?: Context
}

/** One attempt of the client that failed and was tried again. */
export interface FailedAttempt {
  /** When the attempt had failed, on the call's clock. */
  readonly atMs: number
  /** HTTP status, or the class of the connection error. */
  readonly errorType: string
  readonly statusCode?: number | undefined
  readonly retryAfterSeconds?: number | undefined
  readonly requestId?: string | undefined
  /** Set when the next attempt starts. */
  backoffMs?: number
}

/** The rate limit as the last response reported it. */
export interface RateLimit {
  limitRequests?: number
  remainingRequests?: number
  limitTokens?: number
  remainingTokens?: number
}

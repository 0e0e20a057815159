import type { AttributeValue } from '@opentelemetry/api'

/** A span that has ended, as far as it is shown. Times are milliseconds since the epoch, with fractions. */
export interface FinishedSpan {
  readonly traceId: string
  readonly spanId: string
  readonly parentSpanId: string | undefined
  readonly name: string
  readonly startMs: number
  readonly endMs: number
  readonly attributes: Readonly<Record<string, AttributeValue | undefined>>
  readonly events: readonly SpanEvent[]
  /** What the status says of a span that failed. */
  readonly failure: string | undefined
}

export interface SpanEvent {
  readonly name: string
  readonly atMs: number
  readonly attributes: Readonly<Record<string, AttributeValue | undefined>>
}

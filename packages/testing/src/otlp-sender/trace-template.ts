import type { ReceivedSpan } from '../otlp-receiver/received.ts'

/** A trace that is sent again and again, each time with new ids and the time of sending. */
export interface TraceTemplate {
  /** What reports group by: `ok`, `slow`, … */
  readonly kind: string
  /** The root first. */
  readonly spans: readonly SpanTemplate[]
}

/** Times are milliseconds after the trace's start. The trace's last span ends at the time of sending. */
export interface SpanTemplate {
  readonly name: string
  /** Default INTERNAL. */
  readonly spanKind?: ReceivedSpan['kind']
  /** Position of the parent in the trace. Default: none for the first span, the first span for the others. */
  readonly parent?: number
  /** Default 0. */
  readonly startMs?: number
  readonly durationMs: number
  readonly attributes?: SentAttributes
  readonly events?: readonly { readonly name: string; readonly atMs: number; readonly attributes?: SentAttributes }[]
  /** Default: unset. */
  readonly status?: { readonly code: 'OK' | 'ERROR'; readonly message?: string }
}

/** A whole number is sent as an integer, any other as a double. */
export type SentAttributes = Readonly<Record<string, string | number | boolean | readonly string[]>>

import type { CallSummary } from '../api/call-summary.ts'
import type { Source } from './source.ts'

/** A span as it is held. Everything else about it is read from {@link bytes} when somebody asks. */
export interface StoredSpan {
  readonly traceId: string
  readonly spanId: string
  readonly parentSpanId: string | null
  readonly name: string
  readonly kind: number
  readonly startMs: number
  readonly endMs: number
  readonly failed: boolean
  readonly source: Source
  /** The message Span as it came. */
  readonly bytes: Buffer
  /** `null` where the span is no call of a model. */
  readonly call: CallSummary | null
  /** The model that a call asks for, by which scopes of the SLA select it. */
  readonly requestModel: string | null
}

/** A log record of a trace. */
export interface StoredLog {
  readonly traceId: string
  readonly source: Source
  /** The message LogRecord as it came. */
  readonly bytes: Buffer
}

/** What V8 needs for a span beside its bytes, as measured. */
const SPAN_OVERHEAD = 500
const CALL_OVERHEAD = 700
/** A trace and its maps. */
export const TRACE_OVERHEAD = 600

export function sizeOfSpan(span: StoredSpan): number {
  return span.bytes.length + SPAN_OVERHEAD + (span.call === null ? 0 : CALL_OVERHEAD)
}

export function sizeOfLog(log: StoredLog): number {
  return log.bytes.length + 200
}

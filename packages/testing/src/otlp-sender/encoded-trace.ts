import { randomFillSync } from 'node:crypto'
import { type EncodedSpan, encodeSpan, toNanos } from './encoded-span.ts'
import type { TraceTemplate } from './trace-template.ts'

const NANOSECONDS_PER_MS = 1_000_000n
const TRACE_ID_BYTES = 16
const SPAN_ID_BYTES = 8

/** A trace in bytes, of which only ids and times are written anew at each sending. */
export interface EncodedTrace {
  readonly kind: string
  readonly spans: readonly EncodedSpan[]
  /** From the trace's start to the end of its last span, nanoseconds. */
  readonly durationNanos: bigint
}

export function encodeTrace({ kind, spans }: TraceTemplate): EncodedTrace {
  if (spans.length === 0) throw new Error(`the template ${kind} has no spans: give it at least one`)
  const durationMs = Math.max(...spans.map((span) => (span.startMs ?? 0) + span.durationMs))
  return { kind, spans: spans.map(encodeSpan), durationNanos: toNanos(durationMs) }
}

/**
 * A copy of each span, with new ids and such times that the trace ends at `endMs` since the epoch.
 * @returns the trace's id in hex beside them.
 */
export function stampTrace({ spans, durationNanos }: EncodedTrace, endMs: number): { traceId: string; spans: Buffer[] } {
  const ids = randomFillSync(Buffer.alloc(TRACE_ID_BYTES + SPAN_ID_BYTES * spans.length))
  const start = BigInt(endMs) * NANOSECONDS_PER_MS - durationNanos
  const idAt = (span: number): number => TRACE_ID_BYTES + SPAN_ID_BYTES * span
  const stamped = spans.map(({ bytes, traceIdAt, spanIdAt, parentIdAt, parent, times }, i) => {
    const copy = Buffer.from(bytes)
    ids.copy(copy, traceIdAt, 0, TRACE_ID_BYTES)
    ids.copy(copy, spanIdAt, idAt(i), idAt(i + 1))
    if (parentIdAt !== undefined) ids.copy(copy, parentIdAt, idAt(parent), idAt(parent + 1))
    for (const { at, offsetNanos } of times) copy.writeBigUInt64LE(start + offsetNanos, at)
    return copy
  })
  return { traceId: ids.toString('hex', 0, TRACE_ID_BYTES), spans: stamped }
}

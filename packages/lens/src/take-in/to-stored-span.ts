import { ATTR_GEN_AI_REQUEST_MODEL } from '@tokenscope/semconv'
import type { SlaScope } from '@tokenscope/sla'
import { textOf } from '../calls/attribute-readers.ts'
import { currentAttributes } from '../calls/current-attributes.ts'
import { judgeCall } from '../calls/judge-call.ts'
import { summarizeCall } from '../calls/summarize-call.ts'
import { readSpanHead } from '../otlp/read-span.ts'
import type { WireReader } from '../otlp/wire-reader.ts'
import type { Source } from '../store/source.ts'
import type { StoredSpan } from '../store/stored-span.ts'

const ERROR = 2

/**
 * The span that stands in `reader`, with the row that it gives in the list of calls. Where there are `scopes`, their verdict replaces the one
 * that the span brings. Throws {@link Malformed} where it is no span.
 */
export function toStoredSpan(reader: WireReader, source: Source, scopes: readonly SlaScope[] | undefined): StoredSpan {
  const from = reader.position
  const head = readSpanHead(reader)
  const attributes = currentAttributes(head.attributes)
  const hasErrorStatus = head.statusCode === ERROR
  const call = summarizeCall(head, attributes, source.service)
  return {
    traceId: head.traceId,
    spanId: head.spanId,
    parentSpanId: head.parentSpanId,
    name: head.name,
    kind: head.kind,
    startMs: head.startMs,
    endMs: Math.max(head.startMs, head.endMs),
    failed: hasErrorStatus,
    source,
    bytes: copyOf(reader.bytes, from, reader.end),
    call:
      call && scopes
        ? { ...call, ...judgeCall(call, { attributes, environment: source.environment, hasErrorStatus }, scopes) }
        : (call ?? null),
    requestModel: call ? textOf(attributes, ATTR_GEN_AI_REQUEST_MODEL) : null,
  }
}

/** Larger pieces get memory of their own: two of them would leave half of a pooled block empty. */
const LARGE = 1_024

/** A copy, so that one span that is held does not hold the request that it came in. */
export function copyOf(bytes: Buffer, from: number, to: number): Buffer {
  const copy = to - from > LARGE ? Buffer.allocUnsafeSlow(to - from) : Buffer.allocUnsafe(to - from)
  bytes.copy(copy, 0, from, to)
  return copy
}

import Long from 'long'
import { messageType } from '../otlp-receiver/messages.ts'
import { readFields } from './read-fields.ts'
import { toKeyValues } from './to-key-values.ts'
import type { SpanTemplate } from './trace-template.ts'
import { lengthDelimited } from './varint.ts'

const KINDS = ['UNSPECIFIED', 'INTERNAL', 'SERVER', 'CLIENT', 'PRODUCER', 'CONSUMER']
const STATUS_CODES = { OK: 1, ERROR: 2 }
/** Field numbers of OTLP's messages. */
const SPAN = { traceId: 1, spanId: 2, parentSpanId: 4, start: 7, end: 8, events: 11 }
const EVENT_TIME = 1
const SPANS_OF_SCOPE = 2
const NANOSECONDS_PER_MS = 1_000_000

/** The bytes of one span inside a request, and where in them stands what differs from one sending to the next. */
export interface EncodedSpan {
  readonly bytes: Uint8Array
  readonly traceIdAt: number
  readonly spanIdAt: number
  /** Undefined on a root. */
  readonly parentIdAt: number | undefined
  readonly parent: number
  readonly times: readonly { readonly at: number; readonly offsetNanos: bigint }[]
}

/** @param position Of the span in its trace. */
export function encodeSpan(span: SpanTemplate, position: number): EncodedSpan {
  const { startMs = 0, events = [], parent = 0 } = span
  const body = messageType('Span').encode(toMessage(span, position)).finish()
  const bytes = lengthDelimited(SPANS_OF_SCOPE, body)
  const shift = bytes.length - body.length
  const fields = readFields(body)
  const at = (field: number): number | undefined => {
    const found = fields.find(({ number }) => number === field)
    return found && found.at + shift
  }
  const timesOfEvents = fields
    .filter(({ number }) => number === SPAN.events)
    .map((event, i) => {
      const time = readFields(body.subarray(event.at, event.at + event.length)).find(({ number }) => number === EVENT_TIME)
      return { at: event.at + (time?.at ?? 0) + shift, offsetNanos: toNanos(events[i]?.atMs ?? 0) }
    })
  return {
    bytes,
    traceIdAt: at(SPAN.traceId) ?? 0,
    spanIdAt: at(SPAN.spanId) ?? 0,
    parentIdAt: at(SPAN.parentSpanId),
    parent,
    times: [
      { at: at(SPAN.start) ?? 0, offsetNanos: toNanos(startMs) },
      { at: at(SPAN.end) ?? 0, offsetNanos: toNanos(startMs + span.durationMs) },
      ...timesOfEvents,
    ],
  }
}

function toMessage(span: SpanTemplate, position: number): object {
  const isRoot = position === 0 && span.parent === undefined
  return {
    traceId: new Uint8Array(16),
    spanId: new Uint8Array(8),
    ...(isRoot ? {} : { parentSpanId: new Uint8Array(8) }),
    name: span.name,
    kind: KINDS.indexOf(span.spanKind ?? 'INTERNAL'),
    startTimeUnixNano: Long.UONE,
    endTimeUnixNano: Long.UONE,
    attributes: toKeyValues(span.attributes),
    events: (span.events ?? []).map(({ name, attributes }) => ({
      timeUnixNano: Long.UONE,
      name,
      attributes: toKeyValues(attributes),
    })),
    ...(span.status && { status: { code: STATUS_CODES[span.status.code], message: span.status.message ?? '' } }),
  }
}

/** Rounded. */
export function toNanos(ms: number): bigint {
  return BigInt(Math.round(ms * NANOSECONDS_PER_MS))
}

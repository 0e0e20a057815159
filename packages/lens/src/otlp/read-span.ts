import { Malformed } from './malformed.ts'
import { emptyAttributes, type MutableAttributes, readAttribute } from './read-attributes.ts'
import { WIRE, WireReader } from './wire-reader.ts'

/** A span as far as the list of calls needs it: its events are looked at when somebody opens it. */
export interface SpanHead {
  readonly traceId: string
  readonly spanId: string
  readonly parentSpanId: string | null
  readonly name: string
  /** As OTLP numbers them: 1 internal, 2 server, 3 client, 4 producer, 5 consumer; 0 unknown. */
  readonly kind: number
  /** Milliseconds since the epoch, with fractions. */
  readonly startMs: number
  readonly endMs: number
  readonly attributes: MutableAttributes
  /** 0 unset, 1 ok, 2 error. */
  readonly statusCode: number
  readonly statusMessage: string | null
}

export interface ReadEvent {
  readonly atMs: number
  readonly name: string
  readonly attributes: MutableAttributes
}

const NO_ID = /^0*$/

/** The message Span. Throws {@link Malformed} where it has no ids. */
export function readSpanHead(reader: WireReader): SpanHead {
  let traceId = ''
  let spanId = ''
  let parentSpanId: string | null = null
  let name = ''
  let kind = 0
  let startMs = 0
  let endMs = 0
  let statusCode = 0
  let statusMessage: string | null = null
  const attributes = emptyAttributes()
  while (reader.next()) {
    switch (reader.field) {
      case 1:
        traceId = readId(reader, 16, 'traceId')
        break
      case 2:
        spanId = readId(reader, 8, 'spanId')
        break
      case 4:
        parentSpanId = readId(reader, 8, 'parentSpanId') || null
        break
      case 5:
        name = reader.string()
        break
      case 6:
        reader.expect(WIRE.varint)
        kind = reader.varint()
        break
      case 7:
        reader.expect(WIRE.fixed64)
        startMs = reader.nanosAsMs()
        break
      case 8:
        reader.expect(WIRE.fixed64)
        endMs = reader.nanosAsMs()
        break
      case 9:
        readAttribute(reader, attributes)
        break
      case 15: {
        const status = readStatus(reader.message())
        statusCode = status.code
        statusMessage = status.message
        break
      }
      default:
        reader.skip()
    }
  }
  if (traceId === '' || spanId === '') throw new Malformed(`a span has no ${traceId === '' ? 'traceId' : 'spanId'}`)
  return { traceId, spanId, parentSpanId, name, kind, startMs, endMs, attributes, statusCode, statusMessage }
}

/** The events of a span that was taken in. What cannot be read in them is left out. */
export function readEvents(span: Uint8Array): ReadEvent[] {
  const events: ReadEvent[] = []
  try {
    const reader = new WireReader(Buffer.from(span.buffer, span.byteOffset, span.length))
    while (reader.next()) {
      if (reader.field === 11) events.push(readEvent(reader.message()))
      else reader.skip()
    }
  } catch (error) {
    if (!(error instanceof Malformed)) throw error
  }
  return events
}

/** Hex; empty where it is unset or all zero. */
export function readId(reader: WireReader, bytes: number, name: string): string {
  const id = reader.hex()
  if (NO_ID.test(id)) return ''
  if (id.length !== bytes * 2) throw new Malformed(`${name} has ${id.length / 2} bytes in place of ${bytes}`)
  return id
}

function readStatus(reader: WireReader): { code: number; message: string | null } {
  let code = 0
  let message: string | null = null
  while (reader.next()) {
    if (reader.field === 2) message = reader.string()
    else if (reader.field === 3) {
      reader.expect(WIRE.varint)
      code = reader.varint()
    } else reader.skip()
  }
  return { code, message }
}

function readEvent(reader: WireReader): ReadEvent {
  let atMs = 0
  let name = ''
  const attributes = emptyAttributes()
  while (reader.next()) {
    if (reader.field === 1) {
      reader.expect(WIRE.fixed64)
      atMs = reader.nanosAsMs()
    } else if (reader.field === 2) name = reader.string()
    else if (reader.field === 3) readAttribute(reader, attributes)
    else reader.skip()
  }
  return { atMs, name, attributes }
}

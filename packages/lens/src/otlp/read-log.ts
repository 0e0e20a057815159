import type { JsonValue } from '../api/call-detail.ts'
import { emptyAttributes, type MutableAttributes, readAttribute, readValue } from './read-attributes.ts'
import { readId } from './read-span.ts'
import { WIRE, type WireReader } from './wire-reader.ts'

export interface ReadLog {
  /** Empty where the record belongs to no trace. */
  readonly traceId: string
  readonly spanId: string
  readonly atMs: number
  readonly eventName: string | null
  readonly severity: string | null
  readonly body: JsonValue
  readonly attributes: MutableAttributes
}

/** The message LogRecord. */
export function readLog(reader: WireReader): ReadLog {
  let traceId = ''
  let spanId = ''
  let timeMs = 0
  let observedMs = 0
  let eventName: string | null = null
  let severity: string | null = null
  let body: JsonValue = null
  const attributes = emptyAttributes()
  while (reader.next()) {
    switch (reader.field) {
      case 1:
        reader.expect(WIRE.fixed64)
        timeMs = reader.nanosAsMs()
        break
      case 3:
        severity = reader.string() || null
        break
      case 5:
        body = readValue(reader.message())
        break
      case 6:
        readAttribute(reader, attributes)
        break
      case 9:
        traceId = readId(reader, 16, 'traceId')
        break
      case 10:
        spanId = readId(reader, 8, 'spanId')
        break
      case 11:
        reader.expect(WIRE.fixed64)
        observedMs = reader.nanosAsMs()
        break
      case 12:
        eventName = reader.string() || null
        break
      default:
        reader.skip()
    }
  }
  return { traceId, spanId, atMs: timeMs === 0 ? observedMs : timeMs, eventName, severity, body, attributes }
}

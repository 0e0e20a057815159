import { Malformed } from './malformed.ts'
import { type Field, type FieldType, MESSAGES, type MessageName } from './messages.ts'
import { WIRE, WireReader } from './wire-reader.ts'

/** What OTLP JSON makes of a message. */
export interface JsonMessage {
  [field: string]: unknown
}

const DEEPEST = 64

const byNumber = new Map<MessageName, ReadonlyMap<number, readonly [key: string, field: Field]>>(
  Object.entries(MESSAGES).map(([name, fields]) => [
    name as MessageName,
    new Map(Object.entries(fields).map(([key, field]) => [field[0], [key, field]])),
  ]),
)

/** The other way round than `fromJson`: a message of the wire as OTLP JSON. 64-bit integers are strings, ids hex, as the specification asks. */
export function toJson(name: MessageName, bytes: Uint8Array): JsonMessage {
  return readMessage(name, new WireReader(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length)), 0)
}

function readMessage(name: MessageName, reader: WireReader, depth: number): JsonMessage {
  if (depth > DEEPEST) throw new Malformed('a message is nested too deep')
  const message: JsonMessage = {}
  const fields = byNumber.get(name)
  while (reader.next()) {
    const known = fields?.get(reader.field)
    if (!known) {
      reader.skip()
      continue
    }
    const [key, [, type, many]] = known
    const value = readField(type, reader, depth)
    if (many === undefined) message[key] = value
    else if (Array.isArray(message[key])) message[key].push(value)
    else message[key] = [value]
  }
  return message
}

function readField(type: FieldType, reader: WireReader, depth: number): unknown {
  switch (type) {
    case 'string':
      return reader.string()
    case 'id':
      return reader.hex()
    case 'bytes': {
      const from = reader.sub()
      return reader.bytes.toString('base64', from, reader.position)
    }
    case 'double':
      reader.expect(WIRE.fixed64)
      return jsonDouble(reader.double())
    case 'fixed64':
      reader.expect(WIRE.fixed64)
      return reader.fixed64().toString()
    case 'sfixed64':
      reader.expect(WIRE.fixed64)
      return BigInt.asIntN(64, reader.fixed64()).toString()
    case 'fixed32':
      reader.expect(WIRE.fixed32)
      return reader.fixed32()
    case 'bool':
    case 'int32':
    case 'int64':
      reader.expect(WIRE.varint)
      return jsonInteger(type, reader.bigVarint())
    default:
      return readMessage(type, reader.message(), depth + 1)
  }
}

function jsonInteger(type: 'bool' | 'int32' | 'int64', value: bigint): unknown {
  switch (type) {
    case 'bool':
      return value !== 0n
    case 'int64':
      return value.toString()
    case 'int32':
      return Number(BigInt.asIntN(32, value))
  }
}

function jsonDouble(value: number): number | string {
  return Number.isFinite(value) ? value : String(value)
}

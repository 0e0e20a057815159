import type { JsonValue } from '../api/call-detail.ts'
import { Malformed } from './malformed.ts'
import { WIRE, type WireReader } from './wire-reader.ts'

/** Deeper values are refused: nothing honest nests so far. */
const DEEPEST = 16

export type MutableAttributes = Record<string, JsonValue>

/** Empty attributes whose keys are only what was put in: `__proto__` too is a key like any other. */
export function emptyAttributes(): MutableAttributes {
  return Object.create(null) as MutableAttributes
}

/** Reads the KeyValue that stands here into `attributes`; of two values of one key the later stays. */
export function readAttribute(reader: WireReader, attributes: MutableAttributes, depth = 0): void {
  const pair = reader.message()
  let key = ''
  let value: JsonValue = null
  while (pair.next()) {
    if (pair.field === 1) key = pair.string()
    else if (pair.field === 2) value = readValue(pair.message(), depth)
    else pair.skip()
  }
  attributes[key] = value
}

/** An AnyValue. Integers beyond 2^53, NaN and the infinities become strings, bytes base64: JSON has no room for them. */
export function readValue(reader: WireReader, depth = 0): JsonValue {
  if (depth > DEEPEST) throw new Malformed(`a value is nested more than ${DEEPEST} deep`)
  let value: JsonValue = null
  while (reader.next()) {
    switch (reader.field) {
      case 1:
        value = reader.string()
        break
      case 2:
        reader.expect(WIRE.varint)
        value = reader.varint() !== 0
        break
      case 3:
        reader.expect(WIRE.varint)
        value = readInteger(reader)
        break
      case 4:
        reader.expect(WIRE.fixed64)
        value = readDouble(reader)
        break
      case 5:
        value = readList(reader.message(), depth + 1)
        break
      case 6:
        value = readMap(reader.message(), depth + 1)
        break
      case 7: {
        const from = reader.sub()
        value = reader.bytes.toString('base64', from, reader.position)
        break
      }
      default:
        reader.skip()
    }
  }
  return value
}

function readInteger(reader: WireReader): number | string {
  const from = reader.position
  const value = reader.varint()
  if (value <= Number.MAX_SAFE_INTEGER) return value
  reader.position = from
  const whole = reader.bigVarint()
  const number = Number(whole)
  return Number.isSafeInteger(number) ? number : whole.toString()
}

function readDouble(reader: WireReader): number | string {
  const value = reader.double()
  return Number.isFinite(value) ? value : String(value)
}

function readList(reader: WireReader, depth: number): JsonValue[] {
  const values: JsonValue[] = []
  while (reader.next()) {
    if (reader.field === 1) values.push(readValue(reader.message(), depth))
    else reader.skip()
  }
  return values
}

function readMap(reader: WireReader, depth: number): MutableAttributes {
  const values = emptyAttributes()
  while (reader.next()) {
    if (reader.field === 1) readAttribute(reader, values, depth)
    else reader.skip()
  }
  return values
}

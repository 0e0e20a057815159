import { Malformed } from './malformed.ts'
import { type Field, type FieldType, MESSAGES, type MessageName } from './messages.ts'
import { WireWriter } from './wire-writer.ts'

/** Where a value stands; its text is needed only where the value is wrong. */
interface Place {
  readonly key: string
  /** -1 outside of lists. */
  readonly index: number
  readonly parent: Place | undefined
}

const FIELDS = Object.fromEntries(Object.entries(MESSAGES).map(([name, fields]) => [name, Object.entries(fields)])) as unknown as Readonly<
  Record<MessageName, readonly (readonly [key: string, field: Field])[]>
>

type JsonObject = Readonly<Record<string, unknown>>

/** The wire nests two messages for one list or map in a value; readers refuse deeper ones, and so the stack is safe here. */
const DEEPEST = 64

/**
 * Writes a message that came as OTLP JSON in the wire format, so that everything behind it knows one form only. Unknown fields are passed over.
 * Throws {@link Malformed} with the place of what is wrong.
 */
export function fromJson(name: MessageName, json: unknown): Buffer {
  const writer = new WireWriter()
  writeMessage(writer, name, json, undefined, 0)
  return writer.finish()
}

function writeMessage(writer: WireWriter, name: MessageName, json: unknown, path: Place | undefined, depth: number): void {
  if (typeof json !== 'object' || json === null || Array.isArray(json)) throw wrong(path, 'an object', json)
  if (depth > DEEPEST) throw new Malformed('a value is nested too deep')
  for (const [key, field] of FIELDS[name]) {
    const value = Object.hasOwn(json, key) ? (json as JsonObject)[key] : undefined
    if (value === undefined || value === null) continue
    const at: Place = { key, index: -1, parent: path }
    if (field[2] === undefined) writeField(writer, field, value, at, depth)
    else if (!Array.isArray(value)) throw wrong(at, 'a list', value)
    else for (const [index, item] of value.entries()) writeField(writer, field, item, { key, index, parent: path }, depth)
  }
}

function writeField(writer: WireWriter, [number, type]: Field, value: unknown, path: Place | undefined, depth: number): void {
  switch (type) {
    case 'string':
      if (typeof value !== 'string') throw wrong(path, 'a string', value)
      writer.string(number, value)
      break
    case 'bool':
      if (typeof value !== 'boolean') throw wrong(path, 'true or false', value)
      writer.varint(number, value ? 1 : 0)
      break
    case 'double':
      writer.double(number, toDouble(value, path))
      break
    case 'fixed64':
    case 'sfixed64':
      writer.fixed64(number, toInteger(value, path))
      break
    case 'fixed32':
      writer.fixed32(number, Number(BigInt.asUintN(32, toInteger(value, path))))
      break
    case 'int32':
    case 'int64':
      writer.varint(number, typeof value === 'number' && Number.isSafeInteger(value) && value >= 0 ? value : toInteger(value, path))
      break
    case 'id':
    case 'bytes':
      writer.bytes(number, toBytes(type, value, path))
      break
    default:
      writer.message(number, () => writeMessage(writer, type, value, path, depth + 1))
      break
  }
}

function toInteger(value: unknown, path: Place | undefined): bigint {
  if (typeof value === 'number' && Number.isInteger(value)) return BigInt(value)
  if (typeof value === 'string' && /^-?\d{1,20}$/.test(value)) return BigInt(value)
  throw wrong(path, 'a whole number', value)
}

function toDouble(value: unknown, path: Place | undefined): number {
  if (typeof value === 'number') return value
  const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : Number.NaN
  if (Number.isNaN(number) && value !== 'NaN') throw wrong(path, 'a number', value)
  return number
}

function toBytes(type: FieldType, value: unknown, path: Place | undefined): Uint8Array {
  if (type === 'id') {
    if (typeof value === 'string' && value.length % 2 === 0 && /^[0-9a-f]*$/i.test(value)) return Buffer.from(value, 'hex')
    throw wrong(path, 'hex digits', value)
  }
  if (typeof value === 'string') return Buffer.from(value, 'base64')
  throw wrong(path, 'base64', value)
}

function wrong(path: Place | undefined, expected: string, value: unknown): Malformed {
  const got = JSON.stringify(value) ?? 'nothing'
  return new Malformed(
    `${path === undefined ? 'the body' : toText(path)}: expected ${expected}, got ${got.length > 60 ? `${got.slice(0, 60)}…` : got}`,
  )
}

function toText({ key, index, parent }: Place): string {
  return `${parent === undefined ? '' : `${toText(parent)}.`}${key}${index < 0 ? '' : `[${index}]`}`
}

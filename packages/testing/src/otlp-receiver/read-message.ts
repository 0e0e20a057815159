import protobuf from 'protobufjs'
import { BadBody } from './bad-body.ts'

/** Bytes that OTLP/JSON writes in hex, with their size. Empty means unset. */
const ID_BYTES: Record<string, number> = { traceId: 16, spanId: 8, parentSpanId: 8 }

/**
 * Checks `input` (parsed OTLP/JSON, or what protobufjs decoded) against `type` and gives it one form whatever the encoding: 64-bit integers
 * are bigints, ids lower-case hex, other bytes `Uint8Array`, and every field is filled in except the members of a `oneof`, optional
 * scalars and messages that were not sent. Fields that the type does not know are dropped.
 * @throws BadBody naming the field.
 */
export function readMessage(type: protobuf.Type, input: unknown, path = ''): Record<string, unknown> {
  if (typeof input !== 'object' || input === null || Array.isArray(input)) throw mismatch(path, 'an object', input)
  const message: Record<string, unknown> = {}
  for (const field of type.fieldsArray) {
    const value = (input as Record<string, unknown>)[field.name] ?? undefined
    const at = path === '' ? field.name : `${path}.${field.name}`
    if (field.repeated) message[field.name] = readList(field, value ?? [], at)
    else if (value !== undefined) message[field.name] = readValue(field, value, at)
    else if (!field.partOf && !isMessage(field)) message[field.name] = defaultOf(field)
  }
  return message
}

function readList(field: protobuf.Field, value: unknown, path: string): unknown[] {
  if (!Array.isArray(value)) throw mismatch(path, 'a list', value)
  return value.map((item, index) => readValue(field, item, `${path}[${index}]`))
}

function readValue(field: protobuf.Field, value: unknown, path: string): unknown {
  const { resolvedType } = field
  if (resolvedType instanceof protobuf.Type) return readMessage(resolvedType, value, path)
  switch (field.type) {
    case 'string':
      if (typeof value === 'string') return value
      throw mismatch(path, 'a string', value)
    case 'bool':
      if (typeof value === 'boolean') return value
      throw mismatch(path, 'true or false', value)
    case 'bytes':
      return readBytes(ID_BYTES[field.name], value, path)
    case 'double':
      return readDouble(value, path)
    default:
      return readInteger(field.long, value, path)
  }
}

function readInteger(isLong: boolean, value: unknown, path: string): number | bigint {
  const isInteger = typeof value === 'bigint' || Number.isInteger(value) || (typeof value === 'string' && /^-?\d+$/.test(value))
  if (!isInteger) throw mismatch(path, 'a whole number', value)
  return isLong ? BigInt(value as string | number | bigint) : Number(value)
}

function readDouble(value: unknown, path: string): number {
  if (typeof value === 'number') return value
  const number = typeof value === 'bigint' || (typeof value === 'string' && value.trim() !== '') ? Number(value) : Number.NaN
  if (Number.isNaN(number) && value !== 'NaN') throw mismatch(path, 'a number', value)
  return number
}

function readBytes(idBytes: number | undefined, value: unknown, path: string): string | Uint8Array {
  if (idBytes === undefined) {
    if (value instanceof Uint8Array) return new Uint8Array(value)
    if (typeof value === 'string' && /^[\w+/-]*={0,2}$/.test(value)) return new Uint8Array(Buffer.from(value, 'base64'))
    throw mismatch(path, 'base64', value)
  }
  const hex = value instanceof Uint8Array ? Buffer.from(value).toString('hex') : value
  if (hex === '') return hex
  if (typeof hex === 'string' && hex.length === idBytes * 2 && /^[0-9a-f]+$/i.test(hex)) return hex.toLowerCase()
  throw mismatch(path, `${idBytes * 2} hex digits`, hex)
}

function isMessage(field: protobuf.Field): boolean {
  return field.resolvedType instanceof protobuf.Type
}

function defaultOf(field: protobuf.Field): unknown {
  if (field.type === 'bytes') return ID_BYTES[field.name] === undefined ? new Uint8Array() : ''
  return field.long ? 0n : field.typeDefault
}

function mismatch(path: string, expected: string, value: unknown): BadBody {
  const got = typeof value === 'bigint' ? `${value}` : (JSON.stringify(value) ?? 'nothing')
  return new BadBody(`${path === '' ? 'body' : path}: expected ${expected}, got ${got.length > 80 ? `${got.slice(0, 80)}…` : got}`)
}

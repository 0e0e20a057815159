import type { JsonValue } from '../../src/api/index.ts'

export interface Message {
  readonly role: string | null
  readonly parts: readonly MessagePart[]
}

export interface MessagePart {
  /** What it is, where it is no text: `reasoning`, `tool_call get_weather`. */
  readonly label: string | null
  readonly text: string
}

type JsonRecord = { readonly [key: string]: JsonValue }

const MAX_MESSAGES = 200

/** What was said, by whom: from messages as the conventions shape them (`{ role, parts: [{ type, content }] }`), or whatever else there is as text. */
export function toMessages(value: JsonValue): readonly Message[] {
  const parsed = typeof value === 'string' ? parse(value) : value
  const list = isList(parsed) ? parsed : [parsed]
  return list.slice(0, MAX_MESSAGES).map(toMessage)
}

function parse(text: string): JsonValue {
  try {
    const value = JSON.parse(text) as JsonValue
    return typeof value === 'object' && value !== null ? value : text
  } catch {
    return text
  }
}

function toMessage(value: JsonValue): Message {
  if (!isRecord(value)) return { role: null, parts: [{ label: null, text: toText(value) }] }
  const role = typeof value.role === 'string' ? value.role : null
  const parts = value.parts ?? value.content
  // Without a role it is a part on its own, as system instructions are; or a tool's definition.
  if (role === null || parts === undefined || parts === null) return { role, parts: [toPart(value)] }
  return { role, parts: isList(parts) ? parts.map(toPart) : [{ label: null, text: toText(parts) }] }
}

/** A part by its type; what is not known is shown as it is. */
function toPart(part: JsonValue): MessagePart {
  if (!isRecord(part)) return { label: null, text: toText(part) }
  const type = typeof part.type === 'string' ? part.type : null
  const text = part.content ?? part.text
  if (typeof text === 'string' && (type === null || type === 'text')) return { label: null, text }
  if (typeof text === 'string') return { label: type, text }
  const named = [type, typeof part.name === 'string' ? part.name : null].filter((word) => word !== null).join(' ')
  const said = part.arguments ?? part.response ?? part.result ?? part
  return { label: named === '' ? null : named, text: toText(said) }
}

function toText(value: JsonValue): string {
  return typeof value === 'string' ? value : (JSON.stringify(value, undefined, 2) ?? '')
}

function isList(value: JsonValue): value is readonly JsonValue[] {
  return Array.isArray(value)
}

function isRecord(value: JsonValue): value is JsonRecord {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

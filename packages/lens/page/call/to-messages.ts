import type { JsonValue } from '../../src/api/index.ts'

export interface Message {
  readonly role: string | null
  readonly text: string
}

const MAX_MESSAGES = 200

/** What was said, by whom: from messages as the conventions shape them (`{ role, parts: [{ type, content }] }`), or whatever else there is as text. */
export function toMessages(value: JsonValue): readonly Message[] {
  const parsed = typeof value === 'string' ? parse(value) : value
  const list = Array.isArray(parsed) ? (parsed as readonly JsonValue[]) : [parsed]
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
  if (!isRecord(value)) return { role: null, text: typeof value === 'string' ? value : JSON.stringify(value, undefined, 2) }
  const role = typeof value.role === 'string' ? value.role : null
  const parts = value.parts ?? value.content
  if (typeof parts === 'string') return { role, text: parts }
  if (Array.isArray(parts)) return { role, text: (parts as readonly JsonValue[]).map(partText).join('\n') }
  if (role === null && typeof value.content === 'string') return { role, text: value.content }
  return { role, text: JSON.stringify(value, undefined, 2) }
}

function partText(part: JsonValue): string {
  if (!isRecord(part)) return typeof part === 'string' ? part : JSON.stringify(part)
  const text = part.content ?? part.text
  if (typeof text === 'string' && (part.type === undefined || part.type === 'text')) return text
  return JSON.stringify(part, undefined, 2)
}

function isRecord(value: JsonValue): value is { readonly [key: string]: JsonValue } {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

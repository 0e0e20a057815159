import { asList } from '../attributes/json-record.ts'
import type { Message } from './chat-messages.ts'
import { messageContent } from './message-content.ts'
import type { Part } from './parts.ts'

/**
 * An input that is no conversation (what to embed, to draw, to say, to judge) as one user message: a text, a list of texts, or a list
 * of typed parts. Lists of token numbers are only counted. Undefined where there is none.
 */
export function inputTexts(input: unknown): Message[] | undefined {
  if (input === undefined || input === null) return undefined
  if (typeof input === 'string') return [{ role: 'user', parts: messageContent(input) }]
  const parts: Part[] = []
  let tokens = 0
  for (const item of asList(input)) {
    if (typeof item === 'number') tokens++
    else if (Array.isArray(item)) parts.push({ type: 'tokens', count: item.length })
    else parts.push(...messageContent([item]))
  }
  if (tokens > 0) parts.push({ type: 'tokens', count: tokens })
  return [{ role: 'user', parts }]
}

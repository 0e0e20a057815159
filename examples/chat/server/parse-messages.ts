import { Refused } from './read-json.ts'

export interface Message {
  readonly role: 'user' | 'assistant'
  readonly content: string
}

const MOST_MESSAGES = 200

/** The conversation so far, the question last. @throws Refused when it is anything else: a page decides neither roles nor models */
export function parseMessages(body: unknown): Message[] {
  const { messages } = (body ?? {}) as { messages?: unknown }
  const wrong = new Refused(400, 'Send {"messages": [{"role": "user", "content": "…"}]}, the question last.')
  if (!Array.isArray(messages) || messages.length === 0) throw wrong
  if (messages.length > MOST_MESSAGES) throw new Refused(413, `The conversation has more than ${MOST_MESSAGES} messages: begin a new one.`)
  const parsed = messages.map((message: unknown): Message => {
    const { role, content } = (message ?? {}) as Record<string, unknown>
    if ((role !== 'user' && role !== 'assistant') || typeof content !== 'string') throw wrong
    return { role, content }
  })
  if (parsed.at(-1)?.role !== 'user') throw wrong
  return parsed
}

import { setImmediate as nextTurn } from 'node:timers/promises'
import { ANSWER_HEADERS } from './answer-headers.ts'
import { CHAT_ANSWER } from './chat-answer.ts'
import { chatStream } from './chat-stream.ts'

/** The length of a stream travels in the request: `max_completion_tokens` chunks. */
const LENGTH = /"max_completion_tokens":(\d+)/

/**
 * Answers from memory in place of the network, so that only the client and what is put around it costs anything. Each answer, and each
 * network chunk, comes in a turn of the event loop of its own, as it would from a socket: timers and batches get their turn.
 */
export const fakeFetch: typeof fetch = async (_url, init) => {
  const body = typeof init?.body === 'string' ? init.body : ''
  await nextTurn()
  if (!body.includes('"stream":true')) {
    return new Response(CHAT_ANSWER, { headers: { ...ANSWER_HEADERS, 'content-type': 'application/json' } })
  }
  const chunks = Number(LENGTH.exec(body)?.[1] ?? 1)
  return new Response(bodyOf(chatStream(chunks)), { headers: { ...ANSWER_HEADERS, 'content-type': 'text/event-stream; charset=utf-8' } })
}

function bodyOf(parts: readonly Uint8Array[]): ReadableStream<Uint8Array> {
  let next = 0
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        await nextTurn()
        const part = parts[next++]
        if (part) controller.enqueue(part)
        else controller.close()
      },
    },
    { highWaterMark: 0 },
  )
}

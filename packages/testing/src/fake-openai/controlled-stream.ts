import type { StreamAnswer, StreamEvent } from './answers/answer.ts'
import { CREATED } from './generation/plan.ts'
import type { JsonObject } from './json-value.ts'
import type { Script } from './script.ts'
import type { Connection } from './serve/connection.ts'
import type { RecordedRequest } from './serve/recorded-request.ts'

/** A stream whose chunks come when the test says so. Give it to `enqueue` in place of a script. */
export interface ControlledStream {
  /** Sends one chunk: a string as the content of a chat completion, anything else as the whole event. */
  push(chunk: unknown): void
  /** Sends an error event and ends. */
  fail(error?: NonNullable<Script['error']>): void
  /** Cuts the connection, once what was pushed has left. */
  cut(): void
  /** Sends the finish reason, usage where it is given in a chunk of its own, and `[DONE]`. */
  end(finishReason?: string, usage?: JsonObject): void
  /** Resolves when a request has been given this stream. */
  readonly opened: Promise<RecordedRequest>
  /** Resolves when the client has gone away or the stream has ended. */
  readonly closed: Promise<'client' | 'ended'>
  /** @internal */
  readonly [EVENTS]: { play(send: (answer: StreamAnswer) => Promise<void>, connection: Connection, record: RecordedRequest): Promise<void> }
}

/** Where the server finds the events. */
export const EVENTS: unique symbol = Symbol('events of a controlled stream')

export function controlledStream(): ControlledStream {
  const queue: (StreamEvent | 'cut' | 'over')[] = []
  let wake = (): void => undefined
  let isDone = true
  const opened = Promise.withResolvers<RecordedRequest>()
  const closed = Promise.withResolvers<'client' | 'ended'>()
  const put = (...entries: (StreamEvent | 'cut' | 'over')[]): void => {
    queue.push(...entries)
    wake()
  }
  const chatChunk = (choices: JsonObject[], members: JsonObject = {}): StreamEvent => ({
    data: { id: 'chatcmpl-controlled', object: 'chat.completion.chunk', created: CREATED, model: 'controlled', choices, ...members },
  })

  async function* events(connection: Connection): AsyncGenerator<StreamEvent> {
    connection.gone.addEventListener('abort', () => wake(), { once: true })
    while (!connection.gone.aborted) {
      const next = queue.shift()
      if (next === 'over') return
      if (next === 'cut') connection.cut()
      else if (next) yield next
      else await new Promise<void>((resolve) => (wake = resolve))
    }
  }

  return {
    push(chunk) {
      const isText = typeof chunk === 'string'
      put(isText ? chatChunk([{ index: 0, delta: { content: chunk }, finish_reason: null }]) : { data: chunk })
    },
    fail(error = {}) {
      isDone = false
      put({ data: { error: { message: 'The stream failed.', type: 'server_error', code: 'server_error', ...error } } }, 'over')
    },
    cut: () => put('cut'),
    end(finishReason = 'stop', usage) {
      put(chatChunk([{ index: 0, delta: {}, finish_reason: finishReason }]), ...(usage ? [chatChunk([], { usage })] : []), 'over')
    },
    opened: opened.promise,
    closed: closed.promise,
    [EVENTS]: {
      async play(send, connection, record) {
        opened.resolve(record)
        connection.gone.addEventListener('abort', () => closed.resolve(record.aborted ? 'client' : 'ended'), { once: true })
        const answer: StreamAnswer = {
          kind: 'stream',
          events: events(connection),
          get done() {
            return isDone
          },
        }
        await send(answer)
        closed.resolve('ended')
      },
    },
  }
}

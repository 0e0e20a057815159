import type { StreamEvent } from './answers/answer.ts'
import { CREATED } from './generation/plan.ts'

/** A chat stream whose chunks come when the test says so. Give it to `enqueue` in place of a script. */
export interface ControlledStream {
  /** Sends one chunk: a string as content, anything else as the whole event. */
  push(chunk: unknown): void
  /** Sends an error event and ends. */
  fail(error?: { message?: string; type?: string; code?: string }): void
  /** Sends the finish reason and `[DONE]`. */
  end(finishReason?: string): void
  /** Resolves when a request has been given this stream. */
  readonly opened: Promise<void>
  /** Resolves when the client has gone away or the stream has ended. */
  readonly closed: Promise<'client' | 'ended'>
  /** @internal */
  readonly [EVENTS]: { open(gone: AbortSignal): AsyncIterable<StreamEvent>; settle(how: 'client' | 'ended'): void }
}

/** Where the server finds the events. */
export const EVENTS: unique symbol = Symbol('events of a controlled stream')

export function controlledStream(): ControlledStream {
  const queue: StreamEvent[] = []
  let wake: (() => void) | undefined
  let over = false
  const opened = Promise.withResolvers<void>()
  const closed = Promise.withResolvers<'client' | 'ended'>()
  const head = { id: 'chatcmpl-controlled', object: 'chat.completion.chunk', created: CREATED, model: 'controlled' }
  const put = (data: unknown): void => {
    queue.push({ data })
    wake?.()
  }
  const finish = (): void => {
    over = true
    wake?.()
  }
  async function* events(gone: AbortSignal): AsyncGenerator<StreamEvent> {
    opened.resolve()
    while (!gone.aborted) {
      const next = queue.shift()
      if (next) yield next
      else if (over) return
      else {
        await new Promise<void>((resolve) => {
          wake = resolve
          gone.addEventListener('abort', () => resolve(), { once: true })
        })
      }
    }
  }
  return {
    push: (chunk) =>
      put(typeof chunk === 'string' ? { ...head, choices: [{ index: 0, delta: { content: chunk }, finish_reason: null }] } : chunk),
    fail(error = {}) {
      put({ error: { message: 'The stream failed.', type: 'server_error', code: 'server_error', ...error } })
      finish()
    },
    end(finishReason = 'stop') {
      put({ ...head, choices: [{ index: 0, delta: {}, finish_reason: finishReason }] })
      finish()
    },
    opened: opened.promise,
    closed: closed.promise,
    [EVENTS]: { open: events, settle: closed.resolve },
  }
}

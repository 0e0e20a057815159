import { ROOT_CONTEXT, type SpanContext, trace } from '@opentelemetry/api'

/** An answer that a page shows, as far as it can still be judged. */
export interface Answer {
  readonly span: SpanContext
  /** When the question came, Unix milliseconds. */
  readonly askedMs: number
  /** The id that the server gave the answer. */
  responseId?: string
  /** What the user saw of it has been recorded. */
  displayed?: boolean
}

const MOST = 1_000

/** The last answers by their `traceparent`. What is not among them cannot be written to: a page cannot join a foreign trace. */
export class Answers {
  readonly #kept = new Map<string, Answer>()

  /** @returns the `traceparent` that stands for the answer */
  add(answer: Answer): string {
    const { traceId, spanId, traceFlags } = answer.span
    const traceparent = `00-${traceId}-${spanId}-${traceFlags.toString(16).padStart(2, '0')}`
    this.#kept.set(traceparent, answer)
    if (this.#kept.size > MOST) for (const oldest of [...this.#kept.keys()].slice(0, this.#kept.size - MOST)) this.#kept.delete(oldest)
    return traceparent
  }

  find(traceparent: string | undefined): Answer | undefined {
    return traceparent === undefined ? undefined : this.#kept.get(traceparent)
  }
}

/** The context in which something is a child of the answer's span. */
export function contextOf({ span }: Answer): ReturnType<typeof trace.setSpanContext> {
  return trace.setSpanContext(ROOT_CONTEXT, span)
}

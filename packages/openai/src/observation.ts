import { describeError, type Generation, reportFailure } from '@tokenscope/core'
import { ATTR_RESPONSE_RAW, type Outcome } from '@tokenscope/semconv'
import { readAnswerHeaders } from './attempts/answer-headers.ts'
import { errorClassName } from './client/class-names.ts'
import { isStream, type ResponseProps, type StreamLike } from './client/client-shape.ts'
import type { Endpoint, StreamFailure } from './endpoints/endpoint.ts'
import { outcomeOf } from './outcome-of.ts'
import { observeStream } from './streaming/observe-stream.ts'

/**
 * One observed call: what the seams report comes here and reaches the generation. Every method is safe to call at any time and any
 * number of times; none throws.
 */
export class Observation {
  readonly generation: Generation
  readonly endpoint: Endpoint | undefined
  readonly captureContent: boolean
  readonly openaiFlavour: boolean
  readonly propagate: boolean
  /** Set by who keeps something for the time of the call; called once, when it has ended. */
  release: (() => void) | undefined
  #props: ResponseProps | undefined
  #mapped = false
  #streaming = false
  #failure: StreamFailure | undefined

  constructor(
    generation: Generation,
    endpoint: Endpoint | undefined,
    flags: { captureContent: boolean; openaiFlavour: boolean; propagate: boolean },
  ) {
    this.generation = generation
    this.endpoint = endpoint
    this.captureContent = flags.captureContent
    this.openaiFlavour = flags.openaiFlavour
    this.propagate = flags.propagate
  }

  /** The response headers arrived; the body is still unread. */
  headers(props: ResponseProps): void {
    if (this.generation.ended) return
    this.generation.headersMs = this.generation.now()
    this.#props = props
  }

  /** The parsed answer, before any helper transforms it. */
  value(value: unknown): void {
    if (this.#mapped) return
    this.#mapped = true
    try {
      if (isStream(value)) this.#stream(value)
      else this.#failure = this.endpoint?.response(value, this.generation, this.captureContent, this.openaiFlavour)
    } catch (error) {
      reportFailure('answer mapping', error)
    }
  }

  /** The application has the parsed answer. A streamed one goes on. */
  settled(): void {
    if (!this.#streaming) this.end('completed')
  }

  /** The application took the raw response; what it does with the body is not seen. */
  raw(): void {
    if (this.#streaming || this.#mapped || this.generation.ended) return
    this.generation.setAttribute(ATTR_RESPONSE_RAW, true)
    this.end('completed')
  }

  /** An error reached the application. */
  failed(error: unknown): void {
    if (this.generation.ended) return
    this.#applyHeaders((error as { headers?: unknown } | null)?.headers)
    const outcome = outcomeOf(error)
    if (outcome === 'aborted') this.generation.end('aborted')
    else this.generation.failWith(describeError(error, errorClassName(error)), outcome)
    this.#ended()
  }

  /** The stream ended as `outcome`, or with an error that it reported as an event. */
  end(outcome: Outcome, failure: StreamFailure | undefined = this.#failure): void {
    if (this.generation.ended) return
    this.#applyHeaders(undefined)
    if (failure && outcome === 'completed') this.generation.failWith({ ...failure, statusCode: undefined })
    else this.generation.end(outcome)
    this.#ended()
  }

  #stream(stream: StreamLike): void {
    observeStream(stream, this)
    // Only now: a stream that cannot be observed ends like any other answer.
    this.#streaming = true
  }

  /** Lets go of what only the running call needed: weak maps keep what they hold until a full garbage collection. */
  #ended(): void {
    this.#props = undefined
    this.release?.()
    this.release = undefined
  }

  #applyHeaders(ofError: unknown): void {
    try {
      const headers = this.#props?.response?.headers ?? ofError
      if (headers) readAnswerHeaders(headers, this.generation)
    } catch (error) {
      reportFailure('response headers', error)
    }
  }
}

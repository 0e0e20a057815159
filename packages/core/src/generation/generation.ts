import { type Attributes, type AttributeValue, type Context, context, type Span, SpanKind, trace } from '@opentelemetry/api'
import {
  ATTR_GEN_AI_OPERATION_NAME,
  ATTR_GEN_AI_PROVIDER_NAME,
  ATTR_GEN_AI_REQUEST_MODEL,
  ATTR_GEN_AI_REQUEST_STREAM,
  ATTR_SERVER_ADDRESS,
  ATTR_SERVER_PORT,
  type Outcome,
} from '@tokenscope/semconv'
import { epochOffsetMs } from '../clock.ts'
import type { Content } from '../content/capture-policy.ts'
import { describeError, type ErrorDescription } from '../describe-error.ts'
import { reportFailure } from '../failure.ts'
import { hub, MAX_HOLD_MS } from '../hub.ts'
import type { CallDimensions } from '../metrics/call-metrics.ts'
import type { SumPoint } from '../metrics/metric-store.ts'
import type { Recorder } from '../recorder.ts'
import { TokenTiming } from '../timing/token-timing.ts'
import type { Usage } from '../usage.ts'
import { finish } from './finish.ts'
import type { FailedAttempt, GenerationStart, RateLimit } from './generation-start.ts'

/**
 * The life of one call: start, attempts, chunks, end. It ends exactly once, whatever is called later; nothing that it does
 * throws. Fields are filled in by whoever observes the call and read once, at the end.
 */
export class Generation implements CallDimensions {
  readonly operation: string
  readonly provider: string
  readonly model: string | undefined
  readonly serverAddress: string | undefined
  readonly serverPort: number | undefined
  readonly streaming: boolean

  readonly span: Span
  /** The context with the span in it, for work that belongs under the call. */
  readonly context: Context
  /** On the monotonic clock. */
  readonly startMs: number
  readonly epochOffsetMs: number
  responseId: string | undefined
  responseModel: string | undefined
  serviceTier: string | undefined
  finishReasons: string[] | undefined
  usage: Usage | undefined
  /** Where the output token count comes from, when it is not the server's usage. */
  tokenSource: 'usage' | 'reported' | undefined
  toolCallCount = 0
  requestId: string | undefined
  headersMs = -1
  attemptCount = 1
  failedAttempts: FailedAttempt[] | undefined
  rateLimit: RateLimit | undefined
  content: Content | undefined
  /** Attributes of request and answer that are set on the span at the end. */
  attributes: Attributes | undefined

  outcome: Outcome = 'completed'
  errorType: string | undefined
  error: ErrorDescription | undefined
  endMs = -1

  readonly #recorder: Recorder
  readonly #timing: TokenTiming | undefined
  #active: SumPoint | undefined
  #held: (() => void) | undefined

  constructor(recorder: Recorder, start: GenerationStart, startMs: number) {
    this.#recorder = recorder
    this.operation = start.operation
    this.provider = start.provider
    this.model = start.model
    this.serverAddress = start.serverAddress
    this.serverPort = start.serverPort
    this.streaming = start.streaming === true
    this.startMs = startMs
    this.epochOffsetMs = epochOffsetMs(startMs)
    this.#timing = this.streaming ? new TokenTiming(startMs, recorder.timelineSlots, recorder.stallThresholdMs) : undefined
    const parent = start.parent ?? context.active()
    // What samplers may ask for is on the span from its start; the rest is set once, at the end.
    const attributes: Attributes = {}
    this.attributes = start.attributes
    attributes[ATTR_GEN_AI_OPERATION_NAME] = start.operation
    attributes[ATTR_GEN_AI_PROVIDER_NAME] = start.provider
    if (start.model !== undefined) attributes[ATTR_GEN_AI_REQUEST_MODEL] = start.model
    if (start.serverAddress !== undefined) attributes[ATTR_SERVER_ADDRESS] = start.serverAddress
    if (start.serverPort !== undefined) attributes[ATTR_SERVER_PORT] = start.serverPort
    if (this.streaming) this.setAttribute(ATTR_GEN_AI_REQUEST_STREAM, true)
    const name = start.spanName ?? (start.model === undefined ? start.operation : `${start.operation} ${start.model}`)
    const kind = start.spanKind ?? SpanKind.CLIENT
    this.span = recorder.tracer().startSpan(name, { kind, attributes, startTime: this.epochOffsetMs + startMs }, parent)
    this.context = trace.setSpan(parent, this.span)
    this.#opened()
  }

  /** When the chunks of a streamed call came until now; what was noted is counted in. */
  get timing(): TokenTiming | undefined {
    this.#timing?.settle()
    return this.#timing
  }

  get ended(): boolean {
    return this.endMs >= 0
  }

  /** Now, on the call's clock. */
  now(): number {
    return this.#recorder.clock()
  }

  /** Runs `fn` with the call's span active. What `fn` throws passes through. */
  run<T>(fn: () => T): T {
    return context.with(this.context, fn)
  }

  /** Adds attributes of the answer; they reach the span when the call ends. After that nothing happens. */
  setAttribute(name: string, value: AttributeValue): void {
    this.attributes ??= {}
    this.attributes[name] = value
  }

  /** An attempt failed and will be tried again. */
  attemptFailed(attempt: FailedAttempt): void {
    this.failedAttempts ??= []
    this.failedAttempts.push(attempt)
  }

  /** Ends the call as `outcome`. Only the first end counts. */
  end(outcome: Outcome = 'completed', endMs?: number): void {
    if (this.ended) return
    this.outcome = outcome
    this.endMs = endMs ?? this.#endTime()
    try {
      finish(this, this.#recorder)
    } catch (error) {
      reportFailure('end of a call', error)
    } finally {
      this.#closed()
    }
  }

  /** Ends the call with an error that reached the application. Only the first end counts. */
  fail(error: unknown, outcome: Outcome = 'error'): void {
    if (this.ended) return
    this.failWith(describeError(error), outcome)
  }

  /** Ends the call with an error that came as data, not as an exception. Only the first end counts. */
  failWith(error: ErrorDescription, outcome: Outcome = 'error'): void {
    if (this.ended) return
    this.error = error
    this.errorType = error.type
    this.end(outcome)
  }

  /** Holds the span of the ended call until `settled`, or for {@link MAX_HOLD_MS}; then `endSpan` runs, once. */
  hold(settled: Promise<unknown>, endSpan: () => void): void {
    const timer = setTimeout(() => this.release(), MAX_HOLD_MS)
    timer.unref()
    this.#held = () => {
      clearTimeout(timer)
      endSpan()
    }
    hub().held.add(this)
    settled.then(
      () => this.release(),
      () => this.release(),
    )
  }

  /** Ends the span of an ended call now, where listeners still hold it. */
  release(): void {
    const endSpan = this.#held
    this.#held = undefined
    hub().held.delete(this)
    endSpan?.()
  }

  #endTime(): number {
    try {
      return Math.max(this.startMs, this.#recorder.clock())
    } catch (error) {
      reportFailure('clock', error)
      return this.startMs
    }
  }

  #opened(): void {
    const shared = hub()
    shared.open.add(this)
    this.#active = this.#recorder.callMetrics.active(this.#recorder.store(), this)
    this.#active.add(1)
    for (const listener of shared.listeners) {
      if (listener.started) guarded(() => listener.started?.(this))
    }
  }

  #closed(): void {
    hub().open.delete(this)
    guarded(() => this.#active?.add(-1))
    this.#active = undefined
  }
}

function guarded(run: () => void): void {
  try {
    run()
  } catch (error) {
    reportFailure('listener', error)
  }
}

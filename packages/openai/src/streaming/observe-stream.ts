import { reportFailure, type TokenTiming } from '@tokenscope/core'
import type { StreamLike } from '../client/client-shape.ts'
import type { Accumulator } from '../endpoints/endpoint.ts'
import type { Observation } from '../observation.ts'

/** Notices streams and iterators that were collected unfinished. It holds the observation, which holds no stream. */
const unfinished = new FinalizationRegistry<StreamWatch>((watch) => watch.abandoned())

/**
 * Watches a `Stream` through its `iterator` field, the one seam that `for await`, `tee()`, `toReadableStream()` and every helper
 * pass. The stream, its iterator and its chunks stay the SDK's own.
 */
export function observeStream(stream: StreamLike, observation: Observation): void {
  const { iterator } = stream
  const { signal } = stream.controller
  const watch = new StreamWatch(observation, signal)
  let iterated = false
  stream.iterator = function (this: unknown) {
    const source = iterator.call(this as StreamLike)
    // A second iteration throws by itself, and is no news of the call.
    if (!iterated) {
      iterated = true
      unfinished.unregister(watch)
      watch.iterate(source)
    }
    return source
  }
  unfinished.register(stream, watch, watch)
}

/** What is seen of one stream. */
class StreamWatch {
  readonly #observation: Observation
  readonly #timing: TokenTiming | undefined
  readonly #signal: AbortSignal
  readonly #aborted: () => void
  #accumulator: Accumulator | undefined
  /** How many chunks the consumer has asked for and not got. */
  #pending = 0
  #ended = false

  constructor(observation: Observation, signal: AbortSignal) {
    this.#observation = observation
    this.#timing = observation.generation.timing
    this.#signal = signal
    this.#accumulator = observation.endpoint?.accumulator?.(observation.captureContent, observation.openaiFlavour)
    this.#aborted = () => {
      // The SDK aborts too, while it unwinds an error or a `break`: whoever waits for the next chunk is told first.
      if (this.#pending === 0) queueMicrotask(() => this.#end('aborted'))
    }
    signal.addEventListener('abort', this.#aborted, { once: true })
  }

  /** The consumer begins to read. An iterator that cannot be observed is read all the same, and the call ends here. */
  iterate(source: AsyncIterator<unknown>): void {
    try {
      this.#observe(source)
    } catch (error) {
      this.#unobservable(error)
    }
  }

  abandoned(): void {
    this.#end(this.#signal.aborted ? 'aborted' : 'abandoned')
  }

  /**
   * Puts the observers on the iterator that the consumer gets; consumer and SDK see the same object and the same promises. `seen` and
   * `next` are the hot path.
   */
  #observe(source: AsyncIterator<unknown>): void {
    const next = source.next
    const stop = source.return
    const clock = performance
    const timing = this.#timing
    const accumulator = this.#accumulator
    const seen = (result: IteratorResult<unknown>): void => {
      const nowMs = clock.now()
      this.#pending--
      if (result.done === true) {
        this.#done()
        return
      }
      let kind = 0
      try {
        if (accumulator !== undefined) kind = accumulator.chunk(result.value)
      } catch (error) {
        reportFailure('stream accumulator', error)
      }
      if (timing !== undefined) timing.note(nowMs, kind)
    }
    const failed = (error: unknown): void => {
      this.#pending--
      this.#failed(error)
    }
    source.next = (value?: unknown) => {
      const result = next.call(source, value as never)
      if (this.#ended) return result
      if (this.#pending++ === 0 && timing !== undefined) timing.asked(clock.now())
      try {
        result.then(seen, failed)
      } catch (error) {
        this.#unobservable(error)
      }
      return result
    }
    if (stop) {
      source.return = (value) => {
        this.#end(this.#accumulator?.complete === true ? 'completed' : 'cancelled')
        return stop.call(source, value)
      }
    }
    unfinished.register(source, this, this)
  }

  #unobservable(error: unknown): void {
    reportFailure('iterator of a stream', error)
    this.#end('completed')
  }

  #done(): void {
    const whole = this.#accumulator === undefined || this.#accumulator.complete
    if (whole) this.#end('completed')
    else this.#end(this.#signal.aborted ? 'aborted' : 'truncated')
  }

  #failed(error: unknown): void {
    this.#end(undefined, error)
  }

  #end(outcome: 'completed' | 'cancelled' | 'aborted' | 'abandoned' | 'truncated' | undefined, error?: unknown): void {
    if (this.#ended) return
    this.#ended = true
    const observation = this.#observation
    unfinished.unregister(this)
    this.#signal.removeEventListener('abort', this.#aborted)
    try {
      const { generation } = observation
      this.#timing?.end(generation.now(), this.#pending > 0)
      const failure = this.#accumulator?.finish(generation)
      if (outcome === undefined) observation.failed(error)
      else observation.end(outcome, failure)
    } catch (cause) {
      reportFailure('end of a stream', cause)
      observation.end(outcome ?? 'error')
    }
  }
}

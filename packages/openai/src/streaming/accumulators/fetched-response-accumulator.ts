import type { Generation } from '@tokenscope/core'
import { ATTR_GEN_AI_RESPONSE_STATUS } from '@tokenscope/semconv'
import type { Accumulator, StreamFailure } from '../../endpoints/endpoint.ts'
import { ResponseAccumulator } from './response-accumulator.ts'

/** Follows a response that is fetched as a stream: its events, without the token usage, which belongs to the call that made it. */
export class FetchedResponseAccumulator implements Accumulator {
  readonly #events: ResponseAccumulator

  constructor(captured: boolean, openaiFlavour: boolean) {
    this.#events = new ResponseAccumulator(captured, openaiFlavour)
  }

  get complete(): boolean {
    return this.#events.complete
  }

  chunk(chunk: unknown): number {
    return this.#events.chunk(chunk)
  }

  finish(generation: Generation): StreamFailure | undefined {
    const failure = this.#events.finish(generation)
    generation.usage = undefined
    const { status } = this.#events
    if (status !== undefined) generation.setAttribute(ATTR_GEN_AI_RESPONSE_STATUS, status)
    return status === 'failed' ? undefined : failure
  }
}

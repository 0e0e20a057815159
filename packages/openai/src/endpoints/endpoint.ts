import type { Attributes } from '@opentelemetry/api'
import type { Content, Generation } from '@tokenscope/core'

/** What a request says of itself. Read once, at the call, before the application can change its parameters. */
export interface RequestFacts {
  readonly model: string | undefined
  readonly streaming: boolean
  /** Span attributes of the request, besides operation, provider, model, server and stream. */
  readonly attributes: Attributes
}

/**
 * Watches the chunks of one stream. It reads chunks and never writes to them, copies what it keeps, and throws for no input: a chunk may
 * be any JSON value.
 */
export interface Accumulator {
  /** Whether the stream has said that its answer is whole (a finish reason, a final event). */
  readonly complete: boolean
  /** Looks at one chunk. @returns the bit of its kind (`KIND_BITS` of core), 0 where it carries no generated content */
  chunk(chunk: unknown): number
  /**
   * Writes what the stream told (id, model, finish reasons, usage, tool calls, content) onto the generation. Called once, also for a
   * stream that broke off.
   * @returns the error that the stream itself reported without an exception (`response.failed`), if any
   */
  finish(generation: Generation): StreamFailure | undefined
}

/** An error that came as an ordinary event. */
export interface StreamFailure {
  readonly type: string
  readonly message: string
}

/** One method of the client with a full mapping: data, and pure functions over what the client was given and returned. */
export interface Endpoint {
  /** Where the resource hangs on the client: `['chat', 'completions']`. */
  readonly resource: readonly string[]
  readonly method: string
  /** `gen_ai.operation.name`. */
  readonly operation: string
  /**
   * @param args the arguments of the call, as the application gave them: any value
   * @param openaiFlavour whether `openai.*` attributes belong to this provider
   */
  request(args: readonly unknown[], openaiFlavour: boolean): RequestFacts
  /** Content of the request: functions over a snapshot, called only when content is captured. */
  content?(args: readonly unknown[]): Content
  /** Writes what the parsed answer tells onto the generation. @param captureContent whether output content is wanted */
  response(value: unknown, generation: Generation, captureContent: boolean, openaiFlavour: boolean): StreamFailure | undefined
  /** For streamed answers. */
  accumulator?(captureContent: boolean, openaiFlavour: boolean): Accumulator
}

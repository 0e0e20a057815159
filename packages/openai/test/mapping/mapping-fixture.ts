import { type ReadableSpan, type SpanProcessor, TracerProvider } from '@opentelemetry/sdk-trace'
import { type Content, createRecorder, type Generation, KIND_BITS, resolveOptions } from '@tokenscope/core'
import type { Endpoint, StreamFailure } from '../../src/endpoints/endpoint.ts'
import { ENDPOINTS } from '../../src/endpoints/endpoints.ts'

/** What is known of one call when it has ended. */
export interface Mapped {
  readonly attributes: Record<string, unknown>
  readonly failure: StreamFailure | undefined
  /** The content, as the capture policy would ask for it. */
  readonly content: Record<string, unknown>
  readonly generation: Generation
  /** Names of the kinds of each chunk, joined by `+`. */
  readonly kinds: string[]
  readonly complete: boolean | undefined
}

export interface Flags {
  readonly capture?: boolean
  readonly openaiFlavour?: boolean
}

/** @param path `chat.completions.create` */
export function endpointOf(path: string): Endpoint {
  const found = ENDPOINTS.find(({ resource, method }) => [...resource, method].join('.') === path)
  if (!found) throw new Error(`no endpoint ${path}`)
  return found
}

/** A call of `path` that was answered with `value`. */
export function answered(path: string, args: readonly unknown[], value: unknown, flags: Flags = {}): Mapped {
  const endpoint = endpointOf(path)
  const { generation, attributes } = start(endpoint, args, flags)
  const failure = endpoint.response(value, generation, flags.capture === true, flags.openaiFlavour !== false)
  generation.end()
  return { attributes: attributes(), failure, content: contentOf(generation.content), generation, kinds: [], complete: undefined }
}

/** A call of `path` whose answer came as `chunks`. */
export function streamed(path: string, args: readonly unknown[], chunks: readonly unknown[], flags: Flags = {}): Mapped {
  const endpoint = endpointOf(path)
  const { generation, attributes } = start(endpoint, args, flags)
  const accumulator = endpoint.accumulator!(flags.capture === true, flags.openaiFlavour !== false)
  const kinds = chunks.map((chunk) => kindNames(accumulator.chunk(chunk)))
  const failure = accumulator.finish(generation)
  const { complete } = accumulator
  generation.end()
  return { attributes: attributes(), failure, content: contentOf(generation.content), generation, kinds, complete }
}

/** The attributes that a request gives, without what every call has. */
export function requested(path: string, args: readonly unknown[], openaiFlavour = true): Record<string, unknown> {
  const { model, streaming, attributes } = endpointOf(path).request(args, openaiFlavour)
  return { ...attributes, ...(model === undefined ? {} : { model }), ...(streaming ? { streaming } : {}) }
}

function start(
  endpoint: Endpoint,
  args: readonly unknown[],
  flags: Flags,
): { generation: Generation; attributes(): Record<string, unknown> } {
  const ended: ReadableSpan[] = []
  const processor: SpanProcessor = {
    onStart: () => undefined,
    onEnd: (span) => void ended.push(span),
    forceFlush: async () => undefined,
    shutdown: async () => undefined,
  }
  const tracerProvider = new TracerProvider({ spanProcessors: [processor] })
  const recorder = createRecorder({ name: 'test', version: '1' }, { tracerProvider }, resolveOptions({}, {}).resolved)
  const facts = endpoint.request(args, flags.openaiFlavour !== false)
  const generation = recorder.start({ operation: endpoint.operation, provider: 'openai', ...facts })!
  if (flags.capture && endpoint.content) generation.content = endpoint.content(args)
  return { generation, attributes: () => ({ ...ended[0]?.attributes }) }
}

function contentOf(content: Content | undefined): Record<string, unknown> {
  const made = Object.entries(content ?? {}).map(([part, make]) => [part, (make as () => unknown)()])
  return JSON.parse(JSON.stringify(Object.fromEntries(made))) as Record<string, unknown>
}

function kindNames(mask: number): string {
  return Object.entries(KIND_BITS)
    .filter(([, bit]) => (mask & bit) !== 0)
    .map(([name]) => name)
    .join('+')
}

/** Freezes a value through and through, so that a write to it throws. */
export function deepFreeze<T>(value: T): T {
  if (typeof value === 'object' && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value)
    for (const item of Object.values(value)) deepFreeze(item)
  }
  return value
}

/** A chat chunk with one choice. */
export function chatChunk(
  delta: unknown,
  choice: Record<string, unknown> = {},
  chunk: Record<string, unknown> = {},
): Record<string, unknown> {
  return {
    id: 'chatcmpl-1',
    object: 'chat.completion.chunk',
    model: 'm-2',
    choices: [{ index: 0, delta, finish_reason: null, ...choice }],
    ...chunk,
  }
}

import { type Attributes, type AttributeValue, context, diag, SpanKind } from '@opentelemetry/api'
import { CHUNK_KINDS, type ChunkKind, OPERATIONS, type Outcome } from '@tokenscope/semconv'
import { reportFailure, sayOnce } from './failure.ts'
import type { Generation } from './generation/generation.ts'
import { resolveOptions } from './options/resolve-options.ts'
import type { TelemetryOptions } from './options/telemetry-options.ts'
import { createRecorder, type Recorder } from './recorder.ts'
import { KIND_BITS } from './timing/token-timing.ts'
import type { Usage } from './usage.ts'
import { VERSION } from './version.ts'

/** What a generation by hand needs to know, besides the options of every instrumentation. */
export interface StartGenerationOptions extends TelemetryOptions {
  /** The model's name. */
  model: string
  /** `gen_ai.operation.name`; default `chat`. */
  operation?: string
  /** Whether tokens are reported as they come; default true. */
  stream?: boolean
  /** Where the model runs: both for a server, neither for a model in this process, whose span is then INTERNAL. */
  serverAddress?: string
  serverPort?: number
  /** Further attributes of the request, for example `gen_ai.request.temperature`. */
  attributes?: Attributes
}

/** How a generation by hand ended. */
export interface EndGeneration {
  inputTokens?: number
  /** Default: the sum of the tokens given to `chunk`, where any were given. */
  outputTokens?: number
  usage?: Usage
  finishReasons?: string[]
  responseId?: string
  responseModel?: string
  /** Default `completed`. */
  outcome?: Outcome
}

/** A generation by hand: the span, metrics and token time line of a model that is not behind `openai`. Nothing here throws. */
export interface ManualGeneration {
  /** Runs `fn` with the span active, so that what it does becomes its child. */
  run<T>(fn: () => T): T
  setAttribute(name: string, value: AttributeValue): void
  /** The first token came; only needed where no `chunk` is reported. */
  firstToken(): void
  /** A chunk came. @param tokens how many tokens it carried, default 1 @param kind default `text` */
  chunk(tokens?: number, kind?: ChunkKind): void
  end(result?: EndGeneration): void
  /** @param error the exception, or a low-cardinality `error.type` */
  fail(error: unknown): void
}

const SCOPE = { name: '@tokenscope/core', version: VERSION }
const OWN_NAMES = ['model', 'operation', 'stream', 'serverAddress', 'serverPort', 'attributes']
let shared: Recorder | undefined

/**
 * Starts a generation by hand. A bad option is said once through `diag` and its default used; the application runs on.
 *
 * @example
 * const generation = startGeneration({ model: 'my-model', provider: 'in_process' })
 * for (const token of model.generate(prompt)) { generation.chunk(); show(token) }
 * generation.end({ inputTokens: 12, finishReasons: ['stop'] })
 */
export function startGeneration(options: StartGenerationOptions): ManualGeneration {
  try {
    const recorder = recorderFor(options)
    const generation = recorder.start({
      operation: options.operation ?? OPERATIONS.chat,
      provider: recorder.options.provider ?? options.provider ?? 'in_process',
      model: options.model,
      serverAddress: options.serverAddress,
      serverPort: options.serverPort,
      streaming: options.stream !== false,
      spanKind: options.serverAddress === undefined ? SpanKind.INTERNAL : SpanKind.CLIENT,
      attributes: { ...options.attributes },
    })
    return generation ? byHand(generation) : NOTHING
  } catch (error) {
    reportFailure('startGeneration', error)
    return NOTHING
  }
}

function recorderFor(options: StartGenerationOptions): Recorder {
  const own = Object.keys(options).filter((name) => !OWN_NAMES.includes(name) && name !== 'provider')
  if (own.length === 0 && shared) return shared
  const { resolved, problems } = resolveOptions(options, process.env, OWN_NAMES)
  for (const problem of problems) sayOnce(problem, () => diag.warn(`[tokenscope] startGeneration: ${problem}`))
  const recorder = createRecorder(SCOPE, options, own.length === 0 ? { ...resolved, provider: undefined } : resolved)
  if (own.length === 0) shared = recorder
  return recorder
}

function byHand(generation: Generation): ManualGeneration {
  let waitingSinceMs = -1
  let tokensGiven = false
  const { timing } = generation
  return {
    run: (fn) => generation.run(fn),
    setAttribute: (name, value) => generation.setAttribute(name, value),
    firstToken: () => {
      if (timing?.chunkCount === 0) timing.add(generation.now(), -1, KIND_BITS.text, 0)
    },
    chunk(tokens = 1, kind = 'text') {
      if (generation.ended || !timing) return
      tokensGiven = true
      const nowMs = generation.now()
      timing.add(nowMs, waitingSinceMs, CHUNK_KINDS.includes(kind) ? KIND_BITS[kind] : 0, isCount(tokens) ? tokens : 0)
      waitingSinceMs = nowMs
    },
    end(given) {
      if (generation.ended) return
      const result = given ?? {}
      const counted = tokensGiven ? timing?.tokenCount : undefined
      const outputTokens = result.outputTokens ?? counted
      if (outputTokens !== undefined) generation.tokenSource = 'reported'
      generation.usage = {
        ...(result.inputTokens !== undefined && { inputTokens: result.inputTokens }),
        ...(outputTokens !== undefined && { outputTokens }),
        ...result.usage,
      }
      generation.finishReasons = result.finishReasons
      generation.responseId = result.responseId
      generation.responseModel = result.responseModel
      const { outcome } = result
      if (outcome === 'error' || outcome === 'timeout') {
        generation.failWith({ type: outcome === 'error' ? '_OTHER' : outcome, message: '', statusCode: undefined }, outcome)
      } else {
        generation.end(outcome)
      }
    },
    fail: (error) => {
      if (typeof error === 'string')
        generation.failWith({ type: isErrorType(error) ? error : '_OTHER', message: '', statusCode: undefined })
      else generation.fail(error)
    },
  }
}

function isCount(tokens: unknown): boolean {
  return typeof tokens === 'number' && Number.isFinite(tokens) && tokens >= 0
}

/** A type is one word of low cardinality, not a sentence with names in it. */
function isErrorType(text: string): boolean {
  return /^[A-Za-z_][\w.-]{0,63}$/.test(text)
}

const NOTHING: ManualGeneration = {
  run: (fn) => context.with(context.active(), fn),
  setAttribute: () => undefined,
  firstToken: () => undefined,
  chunk: () => undefined,
  end: () => undefined,
  fail: () => undefined,
}

import type { Generation, Usage } from '@tokenscope/core'
import { asFilledText, asRecord } from '../../attributes/json-record.ts'
import { setOpenAIAnswer } from '../../attributes/openai-attributes.ts'
import { setServerTimings } from '../../attributes/server-timings.ts'
import { toFailure } from '../../attributes/to-failure.ts'
import { toUsage } from '../../attributes/usage.ts'
import { withOutput } from '../../content/snapshot.ts'
import type { Accumulator, StreamFailure } from '../../endpoints/endpoint.ts'
import { ChoiceState } from './choice-state.ts'
import { TEXT } from './kinds.ts'

/** More choices than any server gives; those beyond are not looked at. */
const MAX_CHOICES = 1024

interface ChatChunk {
  readonly id?: unknown
  readonly model?: unknown
  readonly service_tier?: unknown
  readonly system_fingerprint?: unknown
  readonly choices?: unknown
  readonly usage?: unknown
  readonly timings?: unknown
}

interface Choice {
  readonly index?: unknown
  readonly delta?: unknown
  readonly text?: unknown
  readonly finish_reason?: unknown
  readonly usage?: unknown
}

/** Follows a stream of chat chunks, or of legacy completion chunks, whose choices have a `text` in place of a `delta`. */
export class ChatAccumulator implements Accumulator {
  readonly #captured: boolean
  readonly #openaiFlavour: boolean
  readonly #choices: ChoiceState[] = []
  #id: string | undefined
  #model: string | undefined
  #serviceTier: string | undefined
  #fingerprint: string | undefined
  #usage: Usage | undefined
  #promptMs: unknown
  #predictedMs: unknown
  #failure: StreamFailure | undefined

  constructor(captured: boolean, openaiFlavour: boolean) {
    this.#captured = captured
    this.#openaiFlavour = openaiFlavour
  }

  get complete(): boolean {
    if (this.#failure !== undefined) return true
    return this.#choices.length > 0 && this.#choices.every((choice) => choice.finishReason !== undefined)
  }

  /** The hot path: what most chunks are, a delta of the only choice, is read by as little code as possible. */
  chunk(chunk: unknown): number {
    if (typeof chunk !== 'object' || chunk === null) return 0
    const { choices, usage, timings } = chunk as ChatChunk
    const first = this.#choices[0]
    if (first !== undefined && this.#model !== undefined && timings === undefined && (usage === null || usage === undefined)) {
      if (Array.isArray(choices) && choices.length === 1) {
        const choice: unknown = choices[0]
        if (typeof choice === 'object' && choice !== null) {
          const { index, delta, finish_reason: finishReason } = choice as Choice
          const goesOn = index === 0 && (finishReason === null || finishReason === undefined)
          if (goesOn && typeof delta === 'object' && delta !== null) return first.add(delta)
        }
      }
    }
    return this.#wholeChunk(chunk)
  }

  finish(generation: Generation): StreamFailure | undefined {
    generation.responseId = this.#id
    generation.responseModel = this.#model
    generation.usage = this.#usage
    if (this.#openaiFlavour) setOpenAIAnswer(generation, this.#serviceTier, this.#fingerprint)
    setServerTimings(generation, this.#promptMs, this.#predictedMs)
    for (const choice of this.#choices) generation.toolCallCount += choice.toolCallCount
    // A choice that began and got no finish reason ended abnormally: the conventions call that `error`.
    const finishReasons = this.#choices.map((choice) => choice.finishReason ?? 'error')
    if (finishReasons.length > 0) generation.finishReasons = finishReasons
    if (this.#captured && finishReasons.length > 0) {
      const messages = this.#choices.map((choice, index) => choice.message(finishReasons[index] as string))
      generation.content = withOutput(generation.content, messages)
    }
    return this.#failure
  }

  #wholeChunk(chunk: ChatChunk): number {
    const { choices, usage, timings } = chunk
    this.#id ??= asFilledText(chunk.id)
    this.#model ??= asFilledText(chunk.model)
    this.#fingerprint ??= asFilledText(chunk.system_fingerprint)
    this.#serviceTier ??= asFilledText(chunk.service_tier)
    if (usage !== undefined && usage !== null) this.#usage = toUsage(usage) ?? this.#usage
    if (timings !== undefined && timings !== null) this.#addTimings(timings)
    if (!Array.isArray(choices)) return this.#withoutChoices(chunk)
    let kinds = 0
    for (let i = 0; i < choices.length; i++) kinds |= this.#choice(choices[i], i)
    return kinds
  }

  #choice(choice: unknown, position: number): number {
    if (typeof choice !== 'object' || choice === null) return 0
    const { index, delta, finish_reason: finishReason, text } = choice as Choice
    const state = this.#stateOf(typeof index === 'number' ? index : position)
    if (state === undefined) return 0
    let kinds = 0
    if (typeof delta === 'object' && delta !== null) kinds = state.add(delta)
    else if (typeof text === 'string' && text !== '') kinds = this.#captured ? state.add({ content: text }) : TEXT
    if (finishReason !== undefined && finishReason !== null) {
      const { usage } = choice as Choice
      if (typeof finishReason === 'string') state.finishReason = finishReason
      if (usage !== undefined) this.#usage = toUsage(usage) ?? this.#usage
    }
    return kinds
  }

  #stateOf(index: number): ChoiceState | undefined {
    const state = this.#choices[index]
    if (state !== undefined || !(index >= 0 && index < MAX_CHOICES && Number.isInteger(index))) return state
    while (this.#choices.length <= index) this.#choices.push(new ChoiceState(this.#captured))
    return this.#choices[index]
  }

  #addTimings(timings: unknown): void {
    const { prompt_ms: promptMs, predicted_ms: predictedMs } = asRecord(timings) ?? {}
    this.#promptMs = promptMs
    this.#predictedMs = predictedMs
  }

  /** Older vLLM and SGLang report an error in mid-stream as a chunk. */
  #withoutChoices(chunk: object): number {
    if ((chunk as { readonly object?: unknown }).object === 'error') this.#failure = toFailure(chunk, '_OTHER')
    return 0
  }
}

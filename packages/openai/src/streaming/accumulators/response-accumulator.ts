import type { Generation } from '@tokenscope/core'
import { asRecord, asText } from '../../attributes/json-record.ts'
import { setOpenAIAnswer } from '../../attributes/openai-attributes.ts'
import { applyResponse, isToolCall, type ResponseFacts, readResponse } from '../../attributes/response-facts.ts'
import { toFailure } from '../../attributes/to-failure.ts'
import { withOutput } from '../../content/snapshot.ts'
import type { Accumulator, StreamFailure } from '../../endpoints/endpoint.ts'
import { ItemPieces } from './item-pieces.ts'
import { AUDIO, IMAGE, REASONING, REFUSAL, TEXT, TOOL_CALL } from './kinds.ts'

interface ResponseEvent {
  readonly type?: unknown
  readonly delta?: unknown
  readonly output_index?: unknown
  readonly item?: unknown
  readonly response?: unknown
}

/** Kind of the events that carry generated content in `delta`, without the commonest, which is asked for first. */
const DELTA_KINDS: ReadonlyMap<unknown, number> = new Map([
  ['response.function_call_arguments.delta', TOOL_CALL],
  ['response.reasoning_summary_text.delta', REASONING],
  ['response.reasoning_text.delta', REASONING],
  ['response.refusal.delta', REFUSAL],
  ['response.custom_tool_call_input.delta', TOOL_CALL],
  ['response.mcp_call_arguments.delta', TOOL_CALL],
  ['response.code_interpreter_call_code.delta', TOOL_CALL],
  ['response.shell_call_command.delta', TOOL_CALL],
  ['response.audio.delta', AUDIO],
  ['response.audio.transcript.delta', AUDIO],
])

/** The events that end a response, with the status of servers that name none. */
const FINAL_STATUS: ReadonlyMap<unknown, string> = new Map([
  ['response.completed', 'completed'],
  ['response.incomplete', 'incomplete'],
  ['response.failed', 'failed'],
])

/** Follows the events of a streamed response. The final event tells everything; what came before counts for a broken stream. */
export class ResponseAccumulator implements Accumulator {
  readonly #openaiFlavour: boolean
  readonly #captured: boolean
  readonly #pieces: ItemPieces | undefined
  #begun: ResponseFacts | undefined
  #final: ResponseFacts | undefined
  #toolCallCount = 0
  #error: StreamFailure | undefined

  constructor(captured: boolean, openaiFlavour: boolean) {
    this.#captured = captured
    this.#openaiFlavour = openaiFlavour
    this.#pieces = captured ? new ItemPieces() : undefined
  }

  get complete(): boolean {
    return this.#final !== undefined || this.#error !== undefined
  }

  /** The status as far as it is known. */
  get status(): string | undefined {
    return (this.#final ?? this.#begun)?.status
  }

  chunk(chunk: unknown): number {
    if (typeof chunk !== 'object' || chunk === null) return 0
    const { type, delta } = chunk as ResponseEvent
    if (typeof delta !== 'string') return this.#event(type, chunk)
    if (delta === '') return 0
    const kind = type === 'response.output_text.delta' ? TEXT : (DELTA_KINDS.get(type) ?? 0)
    if (this.#pieces !== undefined && kind !== 0) this.#pieces.add((chunk as ResponseEvent).output_index, kind, delta)
    return kind
  }

  finish(generation: Generation): StreamFailure | undefined {
    const facts = this.#final ?? this.#begun
    if (facts) applyResponse(facts, generation)
    if (this.#openaiFlavour) setOpenAIAnswer(generation, facts?.serviceTier, undefined)
    if (this.#final === undefined) this.#finishBroken(generation)
    return this.#error ?? this.#final?.failure
  }

  #finishBroken(generation: Generation): void {
    generation.toolCallCount = this.#toolCallCount
    if (this.#begun !== undefined) generation.finishReasons = ['error']
    const message = this.#pieces?.message('error')
    if (message) generation.content = withOutput(generation.content, [message])
  }

  #event(type: unknown, event: ResponseEvent): number {
    switch (type) {
      case 'response.created':
      case 'response.queued':
      case 'response.in_progress':
        this.#begun = readResponse(event.response, false) ?? this.#begun
        return 0
      case 'response.output_item.added':
        if (isToolCall(asText(asRecord(event.item)?.type) ?? '')) this.#toolCallCount++
        this.#pieces?.added(event.output_index, event.item)
        return 0
      case 'response.output_item.done':
        this.#pieces?.done(event.output_index, event.item)
        return 0
      case 'response.image_generation_call.partial_image':
        return IMAGE
      case 'error':
        this.#error = toFailure((event as { readonly error?: unknown }).error ?? event, '_OTHER')
        return 0
      default:
        return this.#finalEvent(type, event)
    }
  }

  #finalEvent(type: unknown, event: ResponseEvent): number {
    const status = FINAL_STATUS.get(type)
    if (status !== undefined) this.#final = readResponse(event.response, this.#captured, status) ?? readResponse({}, false, status)
    return 0
  }
}

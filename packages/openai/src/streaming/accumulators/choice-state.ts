import { asText } from '../../attributes/json-record.ts'
import type { Message } from '../../content/chat-messages.ts'
import { AnswerPieces } from './answer-pieces.ts'
import { AUDIO, REASONING, REFUSAL, TEXT, TOOL_CALL } from './kinds.ts'
import { ToolCalls } from './tool-calls.ts'

/** A delta of a chat chunk; of each property only the type that it has by right is believed. */
interface Delta {
  readonly role?: unknown
  readonly content?: unknown
  readonly reasoning_content?: unknown
  readonly reasoning?: unknown
  readonly refusal?: unknown
  readonly tool_calls?: unknown
  readonly function_call?: unknown
  readonly audio?: unknown
}

/** One choice of a streamed chat answer. */
export class ChoiceState {
  finishReason: string | undefined
  readonly #pieces: AnswerPieces | undefined
  #role: string | undefined
  #toolCalls: ToolCalls | undefined

  constructor(captured: boolean) {
    this.#pieces = captured ? new AnswerPieces() : undefined
  }

  get toolCallCount(): number {
    return this.#toolCalls === undefined ? 0 : this.#toolCalls.count
  }

  message(finishReason: string): Message | undefined {
    return this.#pieces?.message(this.#role, this.#toolCalls?.parts() ?? [], finishReason)
  }

  /** The hot path. @returns bits of the kinds that the delta carries */
  add(delta: Delta): number {
    const {
      content,
      reasoning_content: reasoningContent,
      reasoning,
      refusal,
      tool_calls: toolCalls,
      function_call: functionCall,
      audio,
    } = delta
    const pieces = this.#pieces
    let kinds = 0
    if (content !== undefined && content !== null && content !== '') {
      if (typeof content === 'string' || (Array.isArray(content) && content.length > 0)) kinds |= TEXT
      if (pieces !== undefined) pieces.addContent(content)
    }
    if (typeof reasoningContent === 'string' && reasoningContent !== '') {
      kinds |= REASONING
      if (pieces !== undefined) pieces.reasoning.push(reasoningContent)
    } else if (typeof reasoning === 'string' && reasoning !== '') {
      kinds |= REASONING
      if (pieces !== undefined) pieces.reasoning.push(reasoning)
    }
    if (typeof refusal === 'string' && refusal !== '') {
      kinds |= REFUSAL
      if (pieces !== undefined) pieces.refusal.push(refusal)
    }
    if (toolCalls !== undefined && Array.isArray(toolCalls)) kinds |= this.#addToolCalls(toolCalls)
    if (functionCall !== undefined && functionCall !== null) kinds |= this.#addToolCalls([{ index: -1, function: functionCall }])
    if (audio !== undefined && audio !== null) kinds |= this.#addAudio(audio)
    if (pieces !== undefined && this.#role === undefined) this.#role = asText(delta.role)
    return kinds
  }

  #addToolCalls(deltas: readonly unknown[]): number {
    if (deltas.length === 0) return 0
    this.#toolCalls ??= new ToolCalls(this.#pieces !== undefined)
    for (let i = 0; i < deltas.length; i++) this.#toolCalls.add(deltas[i])
    return TOOL_CALL
  }

  #addAudio(audio: unknown): number {
    if (typeof audio !== 'object') return 0
    const { id, data, transcript } = audio as { readonly id?: unknown; readonly data?: unknown; readonly transcript?: unknown }
    if (this.#pieces !== undefined) {
      this.#pieces.audioId ??= asText(id)
      if (typeof transcript === 'string') this.#pieces.transcript.push(transcript)
    }
    return data === undefined && transcript === undefined ? 0 : AUDIO
  }
}

import { audioParts, type Message } from '../../content/chat-messages.ts'
import { messageContent } from '../../content/message-content.ts'
import { type Part, reasoningPart, refusalPart, textPart } from '../../content/parts.ts'

/** What one choice of a streamed answer said so far: the pieces as they came, joined once at the end. */
export class AnswerPieces {
  readonly text: string[] = []
  readonly reasoning: string[] = []
  readonly refusal: string[] = []
  readonly transcript: string[] = []
  /** Parts that came typed and whole. */
  readonly parts: Part[] = []
  audioId: string | undefined

  /** @param toolCalls parts of the choice's tool calls */
  message(role: string | undefined, toolCalls: readonly Part[], finishReason: string): Message {
    const parts: Part[] = []
    if (this.reasoning.length > 0) parts.push(reasoningPart(this.reasoning.join('')))
    if (this.text.length > 0) parts.push(textPart(this.text.join('')))
    parts.push(...this.parts)
    if (this.refusal.length > 0) parts.push(refusalPart(this.refusal.join('')))
    const transcript = this.transcript.length > 0 ? this.transcript.join('') : undefined
    parts.push(...audioParts({ id: this.audioId, transcript }), ...toolCalls)
    return { role: role ?? 'assistant', parts, finish_reason: finishReason }
  }

  /** A piece of content: text, or a list of typed parts. */
  addContent(content: unknown): void {
    if (typeof content === 'string') this.text.push(content)
    else this.parts.push(...messageContent(content))
  }
}

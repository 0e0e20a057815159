import { textPart } from '../../content/parts.ts'
import type { EventReader } from './event-accumulator.ts'
import { TEXT } from './kinds.ts'

interface Piece {
  readonly text: string
  readonly whole: boolean
}

/** Events of a streamed transcription: the final event has the whole text, the deltas count where it never came. */
export const TRANSCRIPT_EVENTS: EventReader = {
  kinds: new Map([
    ['transcript.text.delta', TEXT],
    ['transcript.text.segment', TEXT],
  ]),
  finalTypes: new Set(['transcript.text.done']),
  piece({ type, delta, text }): Piece | undefined {
    if (type === 'transcript.text.delta' && typeof delta === 'string') return { text: delta, whole: false }
    if (type === 'transcript.text.done' && typeof text === 'string') return { text, whole: true }
    return undefined
  },
  messages(pieces) {
    const kept = pieces as readonly Piece[]
    const text = kept.findLast((piece) => piece.whole)?.text ?? kept.map((piece) => piece.text).join('')
    return [{ role: 'assistant', parts: [textPart(text)] }]
  },
}

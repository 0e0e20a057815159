import type { Generation } from '@tokenscope/core'
import { type MediaUsage, readMediaUsage } from '../../attributes/media-usage.ts'
import type { Message } from '../../content/chat-messages.ts'
import { withOutput } from '../../content/snapshot.ts'
import type { Accumulator, StreamFailure } from '../../endpoints/endpoint.ts'

type Event = Readonly<Record<string, unknown>>

/** How the events of one endpoint are read. */
export interface EventReader {
  /** Kind of generated content by event type. */
  readonly kinds: ReadonlyMap<unknown, number>
  /** The event types that end an answer, and carry its usage. */
  readonly finalTypes: ReadonlySet<unknown>
  /** What of an event is kept as content, copied. Called only when content is captured. */
  piece(event: Event): unknown
  /** The messages that the pieces make. */
  messages(pieces: readonly unknown[]): Message[]
}

/** Follows a stream of typed events of an endpoint that is simpler than chat: images, speech, transcriptions. */
export class EventAccumulator implements Accumulator {
  readonly #reader: EventReader
  readonly #pieces: unknown[] | undefined
  #usage: MediaUsage | undefined

  constructor(reader: EventReader, captured: boolean) {
    this.#reader = reader
    this.#pieces = captured ? [] : undefined
  }

  get complete(): boolean {
    return this.#usage !== undefined
  }

  chunk(chunk: unknown): number {
    if (typeof chunk !== 'object' || chunk === null) return 0
    const { type } = chunk as Event
    if (this.#reader.finalTypes.has(type)) this.#usage = readMediaUsage((chunk as Event).usage)
    if (this.#pieces !== undefined) this.#keep(chunk as Event)
    return this.#reader.kinds.get(type) ?? 0
  }

  finish(generation: Generation): StreamFailure | undefined {
    this.#usage?.(generation)
    if (this.#pieces !== undefined && this.#pieces.length > 0) {
      generation.content = withOutput(generation.content, this.#reader.messages(this.#pieces))
    }
    return undefined
  }

  #keep(event: Event): void {
    const piece = this.#reader.piece(event)
    if (piece !== undefined) this.#pieces?.push(piece)
  }
}

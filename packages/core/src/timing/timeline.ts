import { numberList } from './number-list.ts'

/** One span of the time line: `count` chunks of the kinds in `kinds`, from `firstMs` to `lastMs`. */
export interface TimelineSlot {
  readonly firstMs: number
  readonly lastMs: number
  /** Index of the first chunk of this slot in the stream. */
  readonly index: number
  readonly count: number
  /** Bit mask over `CHUNK_KINDS`. */
  readonly kinds: number
  readonly maxGapMs: number
}

const WIDTH = 5
const FIRST = 0
const LAST = 1
const COUNT = 2
const KINDS = 3
const MAX_GAP = 4
/** As many as the default mode has; more are made when they are needed. */
const INITIAL_SLOTS = 32

/**
 * The arrival of every chunk of a stream in a bounded number of slots: while the stream is short each chunk has a slot of
 * its own; each time the slots are full, neighbours are merged and the stride doubles. So a stream of any length costs the
 * same memory, and its beginning and end stay in proportion.
 */
export class Timeline {
  readonly #capacity: number
  readonly #slots: number[]
  #used = 0
  #stride = 1
  /** Offset of the slot that still has room, or -1. */
  #open = -1

  /** @param capacity the most slots that are kept, an even number of at least 2 */
  constructor(capacity: number) {
    this.#capacity = capacity
    this.#slots = numberList(Math.min(capacity, INITIAL_SLOTS) * WIDTH)
  }

  add(nowMs: number, gapMs: number, kind: number): void {
    const slots = this.#slots
    let at = this.#open
    if (at >= 0 && slots[at + KINDS] === kind) {
      const count = (slots[at + COUNT] as number) + 1
      slots[at + LAST] = nowMs
      slots[at + COUNT] = count
      if (gapMs > (slots[at + MAX_GAP] as number)) slots[at + MAX_GAP] = gapMs
      if (count >= this.#stride) this.#open = -1
      return
    }
    if (this.#used === this.#capacity) this.#merge()
    else if (this.#used * WIDTH === slots.length) this.#grow()
    at = this.#used++ * WIDTH
    slots[at + FIRST] = nowMs
    slots[at + LAST] = nowMs
    slots[at + COUNT] = 1
    slots[at + KINDS] = kind
    slots[at + MAX_GAP] = gapMs
    this.#open = this.#stride > 1 ? at : -1
  }

  slots(): TimelineSlot[] {
    const result: TimelineSlot[] = []
    const slots = this.#slots
    let index = 0
    for (let at = 0; at < this.#used * WIDTH; at += WIDTH) {
      const count = slots[at + COUNT] as number
      result.push({
        firstMs: slots[at + FIRST] as number,
        lastMs: slots[at + LAST] as number,
        index,
        count,
        kinds: slots[at + KINDS] as number,
        maxGapMs: slots[at + MAX_GAP] as number,
      })
      index += count
    }
    return result
  }

  #grow(): void {
    const slots = this.#slots
    const length = Math.min(slots.length * 2, this.#capacity * WIDTH)
    while (slots.length < length) slots.push(0)
  }

  #merge(): void {
    const slots = this.#slots
    const half = this.#capacity / 2
    for (let pair = 0; pair < half; pair++) {
      const to = pair * WIDTH
      const left = to * 2
      const right = left + WIDTH
      slots[to + FIRST] = slots[left + FIRST] as number
      slots[to + LAST] = slots[right + LAST] as number
      slots[to + COUNT] = (slots[left + COUNT] as number) + (slots[right + COUNT] as number)
      slots[to + KINDS] = (slots[left + KINDS] as number) | (slots[right + KINDS] as number)
      slots[to + MAX_GAP] = Math.max(slots[left + MAX_GAP] as number, slots[right + MAX_GAP] as number)
    }
    this.#used = half
    this.#stride *= 2
  }
}

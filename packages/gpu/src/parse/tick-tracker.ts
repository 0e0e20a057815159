/** Where a row stands: rows come GPU by GPU and nothing separates one pass over the GPUs (a tick) from the next. */
export interface RowPlace {
  /** The row opens a new tick: the one before is complete. */
  readonly newTick: boolean
  /** Index of the GPU, also where a lost GPU no longer says it. */
  readonly position: number
}

/**
 * Finds the ticks in a stream of rows. A healthy row says its index; the identity cells of a lost GPU turn into error words, and then only
 * its place after the row before identifies it.
 */
export class TickTracker {
  #last = -1
  #started = false
  /** Positions seen in the tick that runs now and in the one before it. */
  #current: number[] = []
  #previous: readonly number[] = []

  place(index: number | undefined, count: number | undefined): RowPlace {
    let position = index ?? this.#next()
    const wrapped = index === undefined ? this.#isComplete(count) : index <= this.#last
    const newTick = !this.#started || wrapped
    if (newTick && this.#started) {
      this.#previous = this.#current
      this.#current = []
      this.#last = -1
      position = index ?? this.#next()
    }
    this.#started = true
    this.#last = position
    this.#current.push(position)
    return { newTick, position }
  }

  /** The next position that the tick before had, else the next number. */
  #next(): number {
    return this.#previous.find((position) => position > this.#last) ?? this.#last + 1
  }

  #isComplete(count: number | undefined): boolean {
    if (this.#previous.length > 0) return this.#current.length >= this.#previous.length
    return count !== undefined && this.#current.length >= count
  }
}

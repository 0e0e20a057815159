/** A counter of the driver that starts again when the driver is loaded again, as one that never goes down. */
export class MonotonicCounter {
  #base = 0
  #last: number | undefined

  /** Takes the driver's figure and returns the total. */
  update(raw: number): number {
    if (this.#last !== undefined && raw < this.#last) this.#base += this.#last
    this.#last = raw
    return this.#base + raw
  }

  /** The total, `undefined` before the first figure. */
  get value(): number | undefined {
    return this.#last === undefined ? undefined : this.#base + this.#last
  }
}

/** So many points of a series are held: an hour, a second apart. */
const MOST_POINTS = 3_600

/** The newest points of one series, in the order in which they came. */
export class PointRing {
  #times = new Float64Array(64)
  #values = new Float64Array(64)
  #start = 0
  #length = 0

  get size(): number {
    return this.#length
  }

  get lastMs(): number {
    return this.#length === 0 ? Number.NEGATIVE_INFINITY : this.#times[this.#at(this.#length - 1)]!
  }

  get last(): number {
    return this.#length === 0 ? Number.NaN : this.#values[this.#at(this.#length - 1)]!
  }

  /** A point that is not newer than the last one is left out: it came twice. Returns whether it was taken. */
  add(atMs: number, value: number): boolean {
    if (atMs <= this.lastMs) return false
    if (this.#length === this.#times.length && this.#length < MOST_POINTS) this.#double()
    if (this.#length === this.#times.length) this.#start = (this.#start + 1) % this.#times.length
    else this.#length++
    const at = this.#at(this.#length - 1)
    this.#times[at] = atMs
    this.#values[at] = value
    return true
  }

  /** From the oldest to the newest that is not older than `fromMs`. */
  *since(fromMs: number): Generator<readonly [atMs: number, value: number]> {
    for (let index = 0; index < this.#length; index++) {
      const at = this.#at(index)
      const atMs = this.#times[at]!
      if (atMs >= fromMs) yield [atMs, this.#values[at]!]
    }
  }

  #at(index: number): number {
    return (this.#start + index) % this.#times.length
  }

  #double(): void {
    const room = Math.min(MOST_POINTS, this.#times.length * 2)
    const times = new Float64Array(room)
    const values = new Float64Array(room)
    for (let index = 0; index < this.#length; index++) {
      times[index] = this.#times[this.#at(index)]!
      values[index] = this.#values[this.#at(index)]!
    }
    this.#times = times
    this.#values = values
    this.#start = 0
  }
}

const SECONDS = 10

/** How many a second, over the last ten whole seconds. */
export class Rate {
  readonly #counts = new Float64Array(SECONDS + 1)
  #second = 0

  add(count: number, nowMs: number = Date.now()): void {
    this.#advance(nowMs)
    this.#counts[this.#second % this.#counts.length]! += count
  }

  perSecond(nowMs: number = Date.now()): number {
    this.#advance(nowMs)
    // The second that is under way is not over yet.
    return (this.#counts.reduce((sum, count) => sum + count, 0) - this.#counts[this.#second % this.#counts.length]!) / SECONDS
  }

  #advance(nowMs: number): void {
    const second = Math.floor(nowMs / 1000)
    const steps = Math.min(second - this.#second, this.#counts.length)
    for (let step = 0; step < steps; step++) this.#counts[(second - step) % this.#counts.length] = 0
    this.#second = Math.max(this.#second, second)
  }
}

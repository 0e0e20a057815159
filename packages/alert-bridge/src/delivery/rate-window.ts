/**
 * A sliding window: how many may go in a span of time, and the least time between two. Its moments come from a clock that nobody sets
 * (`performance.now()`).
 */
export class RateWindow {
  readonly #most: number
  readonly #spanMs: number
  readonly #gapMs: number
  readonly #sent: number[] = []

  constructor(most: number, spanMs: number, gapMs: number) {
    this.#most = most
    this.#spanMs = spanMs
    this.#gapMs = gapMs
  }

  /** How long the next one has to wait, in milliseconds; 0 when it may go. */
  waitMs(now: number): number {
    while (this.#sent.length > 0 && now - this.#sent[0]! >= this.#spanMs) this.#sent.shift()
    const last = this.#sent.at(-1)
    const gap = last === undefined ? 0 : last + this.#gapMs - now
    const full = this.#sent.length < this.#most ? 0 : this.#sent[this.#sent.length - this.#most]! + this.#spanMs - now
    return Math.max(gap, full, 0)
  }

  /** Notes that one goes now. */
  take(now: number): void {
    this.#sent.push(now)
  }
}

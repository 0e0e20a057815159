/**
 * Integrates a ratio (0 to 1) over time, seconds: busy seconds from a utilisation, throttled seconds from a bit. The driver's figure looks
 * back, so it stands for the time since the sample before. Gaps longer than `maxGapMs` are not counted.
 */
export class TimeIntegral {
  readonly #maxGapMs: number
  #lastAtMs: number | undefined
  #seconds = 0
  #started = false

  constructor(maxGapMs: number) {
    this.#maxGapMs = maxGapMs
  }

  /** Returns the milliseconds since the sample before, 0 where the two are not joined. `atMs` by `performance.now()`. */
  add(ratio: number, atMs: number): number {
    const lastAtMs = this.#lastAtMs
    if (lastAtMs !== undefined && atMs <= lastAtMs) return 0
    this.#lastAtMs = atMs
    if (lastAtMs === undefined || atMs - lastAtMs > this.#maxGapMs) return 0
    this.#started = true
    this.#seconds += (ratio * (atMs - lastAtMs)) / 1000
    return atMs - lastAtMs
  }

  interrupt(): void {
    this.#lastAtMs = undefined
  }

  /** Seconds so far, `undefined` until two samples could be joined. */
  get seconds(): number | undefined {
    return this.#started ? this.#seconds : undefined
  }
}

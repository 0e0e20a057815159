/** Arrivals closer together than this are kept as one, milliseconds: a window is a hundred times longer. */
const RESOLUTION_MS = 10

/** When a request produced how many tokens. Adding costs a few stores; what windows have passed is forgotten. */
export class TokenTimeline {
  readonly #atMs: number[] = []
  readonly #counts: number[] = []
  #total = 0

  /** Tokens so far. */
  get total(): number {
    return this.#total
  }

  add(atMs: number, count: number): void {
    this.#total += count
    const last = this.#atMs.length - 1
    if (last >= 0 && atMs - this.#atMs[last]! < RESOLUTION_MS) this.#counts[last]! += count
    else {
      this.#atMs.push(atMs)
      this.#counts.push(count)
    }
  }

  /** Tokens after `startMs` and up to `endMs`. */
  between(startMs: number, endMs: number): number {
    let tokens = 0
    for (let i = this.#atMs.length - 1; i >= 0 && this.#atMs[i]! > startMs; i--) if (this.#atMs[i]! <= endMs) tokens += this.#counts[i]!
    return tokens
  }

  /** Forgets arrivals up to `atMs`; the total stays. */
  forget(atMs: number): void {
    const kept = this.#atMs.findIndex((arrival) => arrival > atMs)
    const dropped = kept < 0 ? this.#atMs.length : kept
    this.#atMs.splice(0, dropped)
    this.#counts.splice(0, dropped)
  }
}

/** Waiting times before the next try: doubled from `minMs` to `maxMs`, from the start again after a success. */
export class BackOff {
  readonly #minMs: number
  readonly #maxMs: number
  #failures = 0

  constructor(minMs: number, maxMs: number) {
    this.#minMs = minMs
    this.#maxMs = maxMs
  }

  nextMs(): number {
    return Math.min(this.#maxMs, this.#minMs * 2 ** Math.min(this.#failures++, 30))
  }

  succeeded(): void {
    this.#failures = 0
  }
}

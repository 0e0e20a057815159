import type { CallSummary } from '../api/call-summary.ts'

/** Calls in the order of their start; what was removed is left out at once and swept out now and then, so that both are cheap. */
export class CallList {
  #calls: CallSummary[] = []
  readonly #removed = new Set<CallSummary>()

  get size(): number {
    return this.#calls.length - this.#removed.size
  }

  add(call: CallSummary): void {
    // Nearly always the newest.
    let at = this.#calls.length
    if (at > 0 && this.#calls[at - 1]!.startMs > call.startMs) at = this.#placeFor(call.startMs)
    if (at === this.#calls.length) this.#calls.push(call)
    else this.#calls.splice(at, 0, call)
  }

  remove(call: CallSummary): void {
    this.#removed.add(call)
    if (this.#removed.size > 256 + this.#calls.length / 8) this.#sweep()
  }

  /** From the newest to the oldest. */
  *newestFirst(): Generator<CallSummary> {
    for (let index = this.#calls.length - 1; index >= 0; index--) {
      const call = this.#calls[index]!
      if (!this.#removed.has(call)) yield call
    }
  }

  #placeFor(startMs: number): number {
    let low = 0
    let high = this.#calls.length
    while (low < high) {
      const middle = (low + high) >>> 1
      if (this.#calls[middle]!.startMs <= startMs) low = middle + 1
      else high = middle
    }
    return low
  }

  #sweep(): void {
    this.#calls = this.#calls.filter((call) => !this.#removed.has(call))
    this.#removed.clear()
  }
}

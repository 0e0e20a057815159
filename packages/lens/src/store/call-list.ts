import type { CallSummary } from '../api/call-summary.ts'

/**
 * Calls in the order of their start, those of one instant in the order of their ids: so that pages of the list show none twice or never. What
 * was removed is left out at once and swept out now and then, so that both are cheap.
 */
export class CallList {
  #calls: CallSummary[] = []
  readonly #removed = new Set<CallSummary>()

  get size(): number {
    return this.#calls.length - this.#removed.size
  }

  add(call: CallSummary): void {
    // Nearly always the newest.
    let at = this.#calls.length
    if (at > 0 && compareCalls(this.#calls[at - 1]!, call) > 0) at = this.#placeFor(call)
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

  #placeFor(call: CallSummary): number {
    let low = 0
    let high = this.#calls.length
    while (low < high) {
      const middle = (low + high) >>> 1
      if (compareCalls(this.#calls[middle]!, call) <= 0) low = middle + 1
      else high = middle
    }
    return low
  }

  #sweep(): void {
    this.#calls = this.#calls.filter((call) => !this.#removed.has(call))
    this.#removed.clear()
  }
}

type Place = Pick<CallSummary, 'startMs' | 'traceId' | 'spanId'>

/** Below 0 where `a` stands before `b`. */
export function compareCalls(a: Place, b: Place): number {
  if (a.startMs !== b.startMs) return a.startMs - b.startMs
  if (a.traceId !== b.traceId) return a.traceId < b.traceId ? -1 : 1
  if (a.spanId !== b.spanId) return a.spanId < b.spanId ? -1 : 1
  return 0
}

import { type EndedCall, PeriodStatistics } from './period-statistics.ts'

/** Slices that a window is made of: what falls out of it falls out a slice at a time. */
const SLICES = 10

interface Slice {
  readonly number: number
  readonly statistics: PeriodStatistics
}

/**
 * Statistics of the last `windowMs` milliseconds, to a tenth of it: the running slice and the nine before it. Never more than
 * ten slices are kept.
 */
export class SlidingWindow {
  readonly #sliceMs: number
  #slices: Slice[] = []

  constructor(windowMs: number) {
    this.#sliceMs = windowMs / SLICES
  }

  /** @param nowMs a monotonic clock, milliseconds */
  add(call: EndedCall, nowMs: number): void {
    const number = this.#expire(nowMs)
    let slice = this.#slices.at(-1)
    if (slice?.number !== number) {
      slice = { number, statistics: new PeriodStatistics() }
      this.#slices.push(slice)
    }
    slice.statistics.add(call)
  }

  statistics(nowMs: number): PeriodStatistics {
    this.#expire(nowMs)
    const all = new PeriodStatistics()
    for (const { statistics } of this.#slices) all.merge(statistics)
    return all
  }

  #expire(nowMs: number): number {
    const number = Math.floor(nowMs / this.#sliceMs)
    this.#slices = this.#slices.filter((slice) => slice.number > number - SLICES)
    return number
  }
}

import { type EndedCall, PeriodStatistics } from './period-statistics.ts'

/** Slices that the window is made of: what falls out of it falls out a slice at a time. */
const SLICES = 10

interface Slice {
  readonly number: number
  readonly statistics: PeriodStatistics
}

/**
 * Every call of the process, and apart from them those of the last `windowMs` milliseconds, to a tenth of it: the running slice
 * and the nine before it. A call is counted into its slice alone; a slice that leaves the window is added to all that is past.
 */
export class CallHistory {
  readonly #sliceMs: number
  readonly #past = new PeriodStatistics()
  #recent: Slice[] = []
  #running: Slice | undefined

  constructor(windowMs: number) {
    this.#sliceMs = windowMs / SLICES
  }

  /** @param nowMs a monotonic clock, milliseconds */
  add(call: EndedCall, nowMs: number): void {
    const number = Math.floor(nowMs / this.#sliceMs)
    let slice = this.#running
    if (slice?.number !== number) {
      this.#expire(number)
      slice = { number, statistics: new PeriodStatistics() }
      this.#recent.push(slice)
      this.#running = slice
    }
    slice.statistics.add(call)
  }

  /** The calls of the window. */
  recent(nowMs: number): PeriodStatistics {
    this.#expire(Math.floor(nowMs / this.#sliceMs))
    const sum = new PeriodStatistics()
    for (const { statistics } of this.#recent) sum.merge(statistics)
    return sum
  }

  /** All calls. */
  all(nowMs: number): PeriodStatistics {
    const sum = this.recent(nowMs)
    sum.merge(this.#past)
    return sum
  }

  #expire(number: number): void {
    const isRecent = (slice: Slice): boolean => slice.number > number - SLICES
    for (const slice of this.#recent) if (!isRecent(slice)) this.#past.merge(slice.statistics)
    this.#recent = this.#recent.filter(isRecent)
    if (this.#running && !isRecent(this.#running)) this.#running = undefined
  }
}

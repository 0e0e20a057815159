/** Relative error of a quantile. */
export const SKETCH_ERROR = 0.01

const GAMMA = (1 + SKETCH_ERROR) / (1 - SKETCH_ERROR)
const PER_LOG: number = 1 / Math.log(GAMMA)
/** A microsecond; what is shorter counts as that. */
const MIN_MS = 1e-3
/** About eleven days; what is longer counts as that. */
const MAX_MS = 1e9

/**
 * Durations in buckets that grow by 2 %, so that a quantile is at most 1 % off whatever it covers, in bounded memory: at most
 * 1,383 buckets for all durations from a microsecond to eleven days, and only those that were hit.
 * The idea is DDSketch's: https://arxiv.org/abs/1908.10693
 */
export class DurationSketch {
  readonly #buckets = new Map<number, number>()
  count = 0
  sumMs = 0

  /** Counts a duration in milliseconds; what is not a number is left out. */
  add(durationMs: number): void {
    if (Number.isNaN(durationMs)) return
    const value = Math.min(MAX_MS, Math.max(MIN_MS, durationMs))
    const bucket = Math.ceil(Math.log(value) * PER_LOG)
    this.#buckets.set(bucket, (this.#buckets.get(bucket) ?? 0) + 1)
    this.count++
    this.sumMs += Math.max(0, Math.min(MAX_MS, durationMs))
  }

  /** Buckets in use; the memory of a sketch. */
  get bucketCount(): number {
    return this.#buckets.size
  }

  /** Adds everything that another sketch has counted. */
  merge(other: DurationSketch): void {
    for (const [bucket, count] of other.#buckets) this.#buckets.set(bucket, (this.#buckets.get(bucket) ?? 0) + count)
    this.count += other.count
    this.sumMs += other.sumMs
  }

  get meanMs(): number | undefined {
    return this.count === 0 ? undefined : this.sumMs / this.count
  }

  /** The duration at rank `ceil(q · count)`, in milliseconds; undefined where nothing was counted. */
  quantileMs(q: number): number | undefined {
    const rank = Math.max(1, Math.ceil(q * this.count))
    let seen = 0
    for (const bucket of [...this.#buckets.keys()].sort((a, b) => a - b)) {
      seen += this.#buckets.get(bucket) as number
      if (seen >= rank) return (2 * GAMMA ** bucket) / (GAMMA + 1)
    }
    return undefined
  }
}

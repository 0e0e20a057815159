import { DURATION_BUCKETS_SECONDS } from '@tokenscope/semconv'

const BOUNDS_MS: readonly number[] = DURATION_BUCKETS_SECONDS.map((seconds) => seconds * 1000)

/**
 * Gaps between chunks, counted into the buckets of `time_per_output_chunk` while the stream runs and handed over whole at
 * its end: one addition a chunk instead of one `record()`.
 */
export class ChunkHistogram {
  // No typed arrays: making one costs more than all that a short stream puts into it.
  readonly counts: number[] = new Array<number>(BOUNDS_MS.length + 1).fill(0)
  readonly sumsMs: number[] = new Array<number>(BOUNDS_MS.length + 1).fill(0)
  count = 0
  minMs: number = Number.POSITIVE_INFINITY
  maxMs = 0

  /** Counts one gap, in milliseconds. */
  add(gapMs: number): void {
    let bucket = 0
    while (bucket < BOUNDS_MS.length && gapMs > (BOUNDS_MS[bucket] as number)) bucket++
    this.counts[bucket] = (this.counts[bucket] as number) + 1
    this.sumsMs[bucket] = (this.sumsMs[bucket] as number) + gapMs
    this.count++
    if (gapMs < this.minMs) this.minMs = gapMs
    if (gapMs > this.maxMs) this.maxMs = gapMs
  }

  /** The sum of all gaps, in seconds. */
  get sumSeconds(): number {
    let sumMs = 0
    for (let bucket = 0; bucket < this.sumsMs.length; bucket++) sumMs += this.sumsMs[bucket] as number
    return sumMs / 1000
  }

  /**
   * Plays the gaps back, for a meter that takes one value at a time: each bucket's mean as often as it was hit, so counts
   * and sums are exact where the bucket boundaries are ours.
   */
  replaySeconds(record: (seconds: number) => void): void {
    for (let bucket = 0; bucket < this.counts.length; bucket++) {
      const count = this.counts[bucket] as number
      const mean = (this.sumsMs[bucket] as number) / count / 1000
      for (let i = 0; i < count; i++) record(mean)
    }
  }
}

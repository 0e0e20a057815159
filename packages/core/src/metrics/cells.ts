import type { Attributes } from '@opentelemetry/api'
import type { ChunkHistogram } from '../timing/chunk-histogram.ts'
import type { GaugePoint, HistogramPoint, SumPoint } from './metric-store.ts'

/** Counts of one histogram series since the start: a few array increments a value. */
export class HistogramCell implements HistogramPoint {
  readonly attributes: Attributes
  readonly boundaries: readonly number[]
  readonly counts: number[]
  sum = 0
  count = 0
  min: number = Number.POSITIVE_INFINITY
  max: number = Number.NEGATIVE_INFINITY

  constructor(attributes: Attributes, boundaries: readonly number[]) {
    this.attributes = attributes
    this.boundaries = boundaries
    this.counts = new Array<number>(boundaries.length + 1).fill(0)
  }

  record(value: number): void {
    if (!Number.isFinite(value)) return
    const { boundaries, counts } = this
    let bucket = 0
    while (bucket < boundaries.length && value > (boundaries[bucket] as number)) bucket++
    counts[bucket] = (counts[bucket] as number) + 1
    this.sum += value
    this.count++
    if (value < this.min) this.min = value
    if (value > this.max) this.max = value
  }

  recordChunks(chunks: ChunkHistogram): void {
    if (chunks.count === 0) return
    for (let bucket = 0; bucket < this.counts.length; bucket++) {
      this.counts[bucket] = (this.counts[bucket] as number) + (chunks.counts[bucket] as number)
    }
    this.sum += chunks.sumSeconds
    this.count += chunks.count
    this.min = Math.min(this.min, chunks.minMs / 1000)
    this.max = Math.max(this.max, chunks.maxMs / 1000)
  }
}

export class SumCell implements SumPoint {
  readonly attributes: Attributes
  value = 0

  constructor(attributes: Attributes) {
    this.attributes = attributes
  }

  add(value: number): void {
    if (Number.isFinite(value)) this.value += value
  }
}

export class GaugeCell implements GaugePoint {
  readonly attributes: Attributes
  value: number | undefined

  constructor(attributes: Attributes) {
    this.attributes = attributes
  }

  set(value: number): void {
    if (Number.isFinite(value)) this.value = value
  }
}

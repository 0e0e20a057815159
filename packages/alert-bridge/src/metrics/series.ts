import type { MetricDefinition } from '@tokenscope/semconv'

export type Labels = Readonly<Record<string, string>>

/** One sample: what is added to the family's name, its labels, its value. */
export type SeriesSample = readonly [suffix: string, labels: Labels, value: number]

/** All series of one metric. */
export interface Series {
  readonly metric: MetricDefinition
  samples(): SeriesSample[]
}

/** A counter or a gauge. */
export class Values implements Series {
  readonly metric: MetricDefinition
  readonly #values = new Map<string, { readonly labels: Labels; value: number }>()

  constructor(metric: MetricDefinition) {
    this.metric = metric
  }

  add(labels: Labels, value = 1): void {
    this.#at(labels).value += value
  }

  set(labels: Labels, value: number): void {
    this.#at(labels).value = value
  }

  samples(): SeriesSample[] {
    return [...this.#values.values()].map(({ labels, value }) => ['', labels, value] as const)
  }

  #at(labels: Labels): { value: number } {
    const key = JSON.stringify(labels)
    const known = this.#values.get(key)
    if (known !== undefined) return known
    const fresh = { labels, value: 0 }
    this.#values.set(key, fresh)
    return fresh
  }
}

/** Counts by bucket. */
export class Histogram implements Series {
  readonly metric: MetricDefinition
  readonly #cells = new Map<string, { readonly labels: Labels; readonly counts: number[]; sum: number; count: number }>()

  constructor(metric: MetricDefinition) {
    this.metric = metric
  }

  record(labels: Labels, value: number): void {
    const bounds = this.metric.buckets ?? []
    const key = JSON.stringify(labels)
    const cell = this.#cells.get(key) ?? { labels, counts: bounds.map(() => 0), sum: 0, count: 0 }
    for (const [index, bound] of bounds.entries()) if (value <= bound) cell.counts[index]!++
    cell.sum += value
    cell.count++
    this.#cells.set(key, cell)
  }

  samples(): SeriesSample[] {
    const bounds = this.metric.buckets ?? []
    return [...this.#cells.values()].flatMap(({ labels, counts, sum, count }) => [
      ...bounds.map((bound, index) => ['_bucket', { ...labels, le: String(bound) }, counts[index]!] as const),
      ['_bucket', { ...labels, le: '+Inf' }, count] as const,
      ['_sum', labels, sum] as const,
      ['_count', labels, count] as const,
    ])
  }
}

import type { Histogram } from '@opentelemetry/sdk-metrics'
import type { HistogramCell, SumCell } from '@tokenscope/core'

/** What cells have grown by since the last look. The first look sees everything; where nothing came there is nothing to see. */
export class CellDeltas {
  readonly #sums = new WeakMap<SumCell, number>()
  readonly #histograms = new WeakMap<HistogramCell, { counts: number[]; sum: number; count: number }>()

  sum(cell: SumCell): number | undefined {
    const last = this.#sums.get(cell)
    if (last === cell.value) return undefined
    this.#sums.set(cell, cell.value)
    return cell.value - (last ?? 0)
  }

  /** Without minimum and maximum, which cannot be told from cumulative counts. */
  histogram(cell: HistogramCell): Histogram | undefined {
    const { counts, sum, count, boundaries } = cell
    const last = this.#histograms.get(cell)
    if (count === (last?.count ?? 0)) return undefined
    this.#histograms.set(cell, { counts: [...counts], sum, count })
    return {
      buckets: { boundaries: [...boundaries], counts: counts.map((value, bucket) => value - (last?.counts[bucket] ?? 0)) },
      sum: sum - (last?.sum ?? 0),
      count: count - (last?.count ?? 0),
    }
  }
}

import type { Attributes } from '@opentelemetry/api'
import type { MetricDefinition } from '@tokenscope/semconv'
import { GaugeCell, HistogramCell, SumCell } from './cells.ts'
import type { MetricStore } from './metric-store.ts'

/** All series of one metric. */
export interface MetricFamily {
  readonly definition: MetricDefinition
  readonly cells: ReadonlyMap<string, HistogramCell | SumCell | GaugeCell>
}

/** Series a metric may have before further attribute sets are folded into one, as the OpenTelemetry SDK does. */
export const CARDINALITY_LIMIT = 2000
const OVERFLOW: Attributes = { 'otel.metric.overflow': true }

type Cell = HistogramCell | SumCell | GaugeCell

/**
 * Our own aggregation: cumulative cells that a metric producer reads at each export. Recording into a cell costs a few
 * array increments, where an instrument's `record()` costs about a microsecond.
 */
export class MetricCells implements MetricStore {
  /** When counting began, Unix milliseconds. */
  readonly startTimeMs: number = Date.now()
  readonly #families = new Map<string, { definition: MetricDefinition; cells: Map<string, Cell> }>()
  readonly #buckets: ReadonlyMap<string, readonly number[]>

  /**
   * @param buckets boundaries in place of a metric's own, by its name; rising. Not for the gaps between chunks, which are counted before
   *   they come here.
   */
  constructor(buckets: ReadonlyMap<string, readonly number[]> = new Map()) {
    this.#buckets = buckets
  }

  histogram(definition: MetricDefinition, attributes: Attributes): HistogramCell {
    return this.#cell(
      definition,
      attributes,
      (kept) => new HistogramCell(kept, this.#buckets.get(definition.name) ?? definition.buckets ?? []),
    )
  }

  sum(definition: MetricDefinition, attributes: Attributes): SumCell {
    return this.#cell(definition, attributes, (kept) => new SumCell(kept))
  }

  gauge(definition: MetricDefinition, attributes: Attributes): GaugeCell {
    return this.#cell(definition, attributes, (kept) => new GaugeCell(kept))
  }

  families(): Iterable<MetricFamily> {
    return this.#families.values()
  }

  #cell<C extends Cell>(definition: MetricDefinition, attributes: Attributes, create: (kept: Attributes) => C): C {
    let family = this.#families.get(definition.name)
    if (!family) {
      family = { definition, cells: new Map() }
      this.#families.set(definition.name, family)
    }
    let key = seriesKey(attributes)
    let kept = attributes
    if (!family.cells.has(key) && family.cells.size >= CARDINALITY_LIMIT - 1) {
      kept = OVERFLOW
      key = seriesKey(OVERFLOW)
    }
    const found = family.cells.get(key)
    if (found) return found as C
    const cell = create({ ...kept })
    family.cells.set(key, cell)
    return cell
  }
}

function seriesKey(attributes: Attributes): string {
  return JSON.stringify(
    Object.keys(attributes)
      .sort()
      .map((name) => [name, attributes[name]]),
  )
}

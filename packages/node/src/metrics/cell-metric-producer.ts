import { type HrTime, ValueType } from '@opentelemetry/api'
import { millisToHrTime } from '@opentelemetry/core'
import { emptyResource } from '@opentelemetry/resources'
import {
  AggregationTemporality,
  type AggregationTemporalitySelector,
  type CollectionResult,
  type DataPoint,
  DataPointType,
  type Histogram,
  InstrumentType,
  type MetricData,
  type MetricProducer,
} from '@opentelemetry/sdk-metrics'
import { GaugeCell, HistogramCell, hub, MetricCells, type MetricFamily, SumCell, VERSION } from '@tokenscope/core'
import { ATTR_COMPONENT, type MetricDefinition, SDK_ERRORS } from '@tokenscope/semconv'
import { CellDeltas } from './cell-deltas.ts'

const SCOPE = { name: '@tokenscope/openai', version: VERSION }

const INSTRUMENT_TYPES: Readonly<Record<MetricDefinition['instrument'], InstrumentType>> = {
  counter: InstrumentType.COUNTER,
  updowncounter: InstrumentType.UP_DOWN_COUNTER,
  gauge: InstrumentType.GAUGE,
  histogram: InstrumentType.HISTOGRAM,
}

/**
 * Hands the metrics of calls, counted in our own cells, to one metric reader at each of its collections: cumulative or as
 * deltas, as the reader wants. It keeps what it last handed out, so each reader needs a producer of its own.
 * @param temporality the reader's choice by instrument type
 */
export class CellMetricProducer implements MetricProducer {
  readonly #temporality: AggregationTemporalitySelector
  readonly #deltas = new CellDeltas()
  readonly #errorCells = new Map<string, SumCell>()
  #lastMs: number | undefined
  #cells: MetricCells | undefined

  constructor(temporality: AggregationTemporalitySelector) {
    this.#temporality = temporality
  }

  async collect(): Promise<CollectionResult> {
    const { store } = hub()
    if (!(store instanceof MetricCells)) return result([])
    if (store !== this.#cells) this.#lastMs = undefined
    this.#cells = store
    const nowMs = Date.now()
    const metrics: MetricData[] = []
    for (const family of [...store.families(), this.#errors()]) {
      const data = this.#metric(family, store.startTimeMs, nowMs)
      if (data.dataPoints.length > 0) metrics.push(data)
    }
    this.#lastMs = nowMs
    return result(metrics)
  }

  #metric({ definition, cells }: MetricFamily, startMs: number, nowMs: number): MetricData {
    const temporality = this.#temporality(INSTRUMENT_TYPES[definition.instrument])
    const delta = temporality === AggregationTemporality.DELTA
    const startTime = millisToHrTime(delta ? (this.#lastMs ?? startMs) : startMs)
    const endTime = millisToHrTime(nowMs)
    const common = { descriptor: descriptor(definition), aggregationTemporality: temporality }
    const all = [...cells.values()]
    switch (definition.instrument) {
      case 'histogram': {
        const read = (cell: HistogramCell): Histogram | undefined => (delta ? this.#deltas.histogram(cell) : snapshot(cell))
        return { ...common, dataPointType: DataPointType.HISTOGRAM, dataPoints: points(all, HistogramCell, read, startTime, endTime) }
      }
      case 'gauge':
        return {
          ...common,
          dataPointType: DataPointType.GAUGE,
          dataPoints: points(all, GaugeCell, ({ value }) => value, startTime, endTime),
        }
      default: {
        const read = (cell: SumCell): number | undefined => (delta ? this.#deltas.sum(cell) : cell.value)
        const dataPoints = points(all, SumCell, read, startTime, endTime)
        return { ...common, dataPointType: DataPointType.SUM, isMonotonic: definition.instrument === 'counter', dataPoints }
      }
    }
  }

  /** The failures of the telemetry itself, in the same shape. */
  #errors(): MetricFamily {
    for (const [component, count] of hub().failures) {
      let cell = this.#errorCells.get(component)
      if (!cell) {
        cell = new SumCell({ [ATTR_COMPONENT]: component })
        this.#errorCells.set(component, cell)
      }
      cell.value = count
    }
    return { definition: SDK_ERRORS, cells: this.#errorCells }
  }
}

function points<C extends { attributes: DataPoint<V>['attributes'] }, V>(
  cells: readonly unknown[],
  type: new (...args: never[]) => C,
  read: (cell: C) => V | undefined,
  startTime: HrTime,
  endTime: HrTime,
): DataPoint<V>[] {
  const found: DataPoint<V>[] = []
  for (const cell of cells) {
    const value = cell instanceof type ? read(cell) : undefined
    if (value !== undefined) found.push({ startTime, endTime, attributes: (cell as C).attributes, value })
  }
  return found
}

function snapshot(cell: HistogramCell): Histogram | undefined {
  if (cell.count === 0) return undefined
  const { boundaries, counts, sum, count, min, max } = cell
  return { buckets: { boundaries: [...boundaries], counts: [...counts] }, sum, count, min, max }
}

function descriptor({ name, description, unit, valueType }: MetricDefinition): MetricData['descriptor'] {
  return { name, description, unit, valueType: valueType === 'int' ? ValueType.INT : ValueType.DOUBLE }
}

function result(metrics: MetricData[]): CollectionResult {
  return { resourceMetrics: { resource: emptyResource(), scopeMetrics: metrics.length > 0 ? [{ scope: SCOPE, metrics }] : [] }, errors: [] }
}

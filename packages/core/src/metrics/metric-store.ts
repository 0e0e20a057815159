import type { Attributes } from '@opentelemetry/api'
import type { MetricDefinition } from '@tokenscope/semconv'
import type { ChunkHistogram } from '../timing/chunk-histogram.ts'

/** One attribute set of a histogram. */
export interface HistogramPoint {
  record(value: number): void
  /** Takes the chunk gaps of a whole stream at once. */
  recordChunks(chunks: ChunkHistogram): void
}

/** One attribute set of a counter or up-down counter. */
export interface SumPoint {
  add(value: number): void
}

/** One attribute set of a gauge. */
export interface GaugePoint {
  set(value: number): void
}

/**
 * Where metrics are kept: our own cells, handed to the readers in bulk, or the instruments of somebody else's meter.
 * A point is looked up once per attribute set and then used for many calls.
 */
export interface MetricStore {
  histogram(definition: MetricDefinition, attributes: Attributes): HistogramPoint
  sum(definition: MetricDefinition, attributes: Attributes): SumPoint
  gauge(definition: MetricDefinition, attributes: Attributes): GaugePoint
}

import { AggregationTemporality, type AggregationTemporalitySelector, type MetricProducer } from '@opentelemetry/sdk-metrics'
import { CellMetricProducer } from './cell-metric-producer.ts'

/**
 * Makes a producer of the call metrics, for the `metricProducers` of a reader that belongs to another `MeterProvider` and is
 * not given to `start()` (readers given to `start()` get the call metrics by themselves). It yields something only while
 * `start()` runs. Each reader needs a producer of its own.
 * @param temporality the reader's choice by instrument type, for a push exporter
 *   `(type) => exporter.selectAggregationTemporality(type)`; default cumulative
 */
export function createMetricProducer(
  temporality: AggregationTemporalitySelector = () => AggregationTemporality.CUMULATIVE,
): MetricProducer {
  return new CellMetricProducer(temporality)
}

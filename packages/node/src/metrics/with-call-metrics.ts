import type { CollectionResult, IMetricReader, MetricProducer } from '@opentelemetry/sdk-metrics'
import { CellMetricProducer } from './cell-metric-producer.ts'

/**
 * A reader to give to a `MeterProvider` in place of `reader`: the same, but what it collects has the call metrics too. So
 * readers that were made elsewhere, without our producer, get them as well.
 */
export function withCallMetrics(reader: IMetricReader): IMetricReader {
  const calls = new CellMetricProducer((type) => reader.selectAggregationTemporality(type))
  return {
    setMetricProducer: (sdk) => reader.setMetricProducer(joined(sdk, calls)),
    selectAggregation: (type) => reader.selectAggregation(type),
    selectAggregationTemporality: (type) => reader.selectAggregationTemporality(type),
    selectCardinalityLimit: (type) => reader.selectCardinalityLimit(type),
    collect: (options) => reader.collect(options),
    shutdown: (options) => reader.shutdown(options),
    forceFlush: (options) => reader.forceFlush(options),
  }
}

function joined(sdk: MetricProducer, calls: MetricProducer): MetricProducer {
  return {
    async collect(options): Promise<CollectionResult> {
      const [ours, theirs] = await Promise.all([calls.collect(options), sdk.collect(options)])
      const { resource, scopeMetrics } = theirs.resourceMetrics
      return {
        resourceMetrics: { resource, scopeMetrics: [...scopeMetrics, ...ours.resourceMetrics.scopeMetrics] },
        errors: [...theirs.errors, ...ours.errors],
      }
    },
  }
}

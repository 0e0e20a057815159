import type { CollectionResult, IMetricReader, MetricProducer } from '@opentelemetry/sdk-metrics'
import type { BulkSources } from './bulk-sources.ts'

/**
 * A reader to give to a `MeterProvider` in place of `reader`: the same, but what it collects has the bulk metrics too. So
 * readers that were made elsewhere, without our producers, get them as well.
 */
export function withBulkMetrics(reader: IMetricReader, sources: BulkSources): IMetricReader {
  const collectBulk = sources.forReader((type) => reader.selectAggregationTemporality(type))
  const join = (sdk: MetricProducer): MetricProducer => ({
    async collect(options): Promise<CollectionResult> {
      const [{ resourceMetrics, errors }, bulk] = await Promise.all([sdk.collect(options), collectBulk(options)])
      const { resource, scopeMetrics } = resourceMetrics
      return { resourceMetrics: { resource, scopeMetrics: [...scopeMetrics, ...bulk.scopeMetrics] }, errors: [...errors, ...bulk.errors] }
    },
  })
  return {
    setMetricProducer: (sdk) => reader.setMetricProducer(join(sdk)),
    selectAggregation: (type) => reader.selectAggregation(type),
    selectAggregationTemporality: (type) => reader.selectAggregationTemporality(type),
    selectCardinalityLimit: (type) => reader.selectCardinalityLimit(type),
    collect: (options) => reader.collect(options),
    shutdown: (options) => reader.shutdown(options),
    forceFlush: (options) => reader.forceFlush(options),
  }
}

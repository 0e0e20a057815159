import type { AggregationTemporalitySelector, CollectionResult, MetricProducer, ScopeMetrics } from '@opentelemetry/sdk-metrics'
import { CellMetricProducer } from './cell-metric-producer.ts'

/** Makes the producer of one source for one reader. */
export type CreateProducer = (temporality: AggregationTemporalitySelector) => MetricProducer

/** What reaches the readers in bulk, past the instruments: the metrics of calls, and what features add while they run. */
export class BulkSources {
  readonly #sources = new Set<CreateProducer>([(temporality) => new CellMetricProducer(temporality)])

  /** Adds a source for all readers. Returns the undo. */
  add(source: CreateProducer): () => void {
    this.#sources.add(source)
    return () => this.#sources.delete(source)
  }

  /** All sources, now and later, for one reader. Each gets a producer of its own, which may keep what it last handed out. */
  forReader(temporality: AggregationTemporalitySelector): (...args: Parameters<MetricProducer['collect']>) => Promise<Collected> {
    const producers = new Map<CreateProducer, MetricProducer>()
    return async (options) => {
      const results = await Promise.all(
        [...this.#sources].map((source) => {
          const producer = producers.get(source) ?? source(temporality)
          producers.set(source, producer)
          return producer.collect(options)
        }),
      )
      return {
        errors: results.flatMap(({ errors }) => errors),
        scopeMetrics: results.flatMap(({ resourceMetrics }) => resourceMetrics.scopeMetrics).filter(({ metrics }) => metrics.length > 0),
      }
    }
  }
}

/** A collection without its resource, which the reader's own SDK knows. */
export interface Collected {
  readonly scopeMetrics: ScopeMetrics[]
  readonly errors: CollectionResult['errors']
}

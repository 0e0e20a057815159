import type { Attributes } from '@opentelemetry/api'
import type { MetricDefinition } from '@tokenscope/semconv'

/** One value of one metric. */
export interface MetricPoint {
  readonly metric: MetricDefinition
  readonly value: number
  readonly attributes: Attributes
}

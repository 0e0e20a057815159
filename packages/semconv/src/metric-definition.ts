/** One metric: everything that an emitter, a rule or a dashboard needs to know of it. */
export interface MetricDefinition {
  readonly name: string
  readonly instrument: 'counter' | 'updowncounter' | 'gauge' | 'histogram'
  /** UCUM unit, as the conventions write it. */
  readonly unit: string
  readonly valueType: 'int' | 'double'
  readonly description: string
  /** Upper bounds of the buckets (inclusive), histograms only. */
  readonly buckets?: readonly number[]
  /** Attributes that a point may carry. */
  readonly attributes: readonly string[]
}

import type { MetricDefinition } from '@tokenscope/semconv'
import { decimal, firstOf, sumBy } from './combine.ts'
import { LABEL_LE } from './labels.ts'
import { equal, type Matcher, type Range, selector } from './selector.ts'
import { bucketsOf, countOf, seriesOf, sumOf } from './series.ts'

/**
 * Questions to a histogram that work for classic and for native ones. `metrics` are alternatives, the best first: the next is asked for
 * groups of labels that the former has nothing of. Each is a list of names whose series are added together: the names that one
 * measurement has in the two profiles of the conventions, of which a process sends one.
 */
export interface HistogramQuery {
  readonly metrics: readonly (readonly MetricDefinition[])[]
  readonly matchers: readonly Matcher[]
  /** Labels that stay. */
  readonly by: readonly string[]
  readonly windowSeconds: Range
}

/** Observations per second. */
export function histogramCount(query: HistogramQuery): string {
  return firstOf(...classic(query, countOf), ...native(query, (rate) => `histogram_count(${rate})`))
}

/** Sum of the observed values per second. */
export function histogramSum(query: HistogramQuery): string {
  return firstOf(...classic(query, sumOf), ...native(query, (rate) => `histogram_sum(${rate})`))
}

/** Observations per second of at most `bound`: exact with a native histogram or a classic bucket at the bound, absent otherwise. */
export function histogramAtMost(query: HistogramQuery, bound: number): string {
  const share = (rate: string): string => `histogram_fraction(-Inf, ${decimal(bound)}, ${rate}) * histogram_count(${rate})`
  return firstOf(...classic(query, bucketsOf, [upperBound(bound)]), ...native(query, share))
}

/** The quantile, interpolated inside of a bucket. */
export function histogramQuantile(query: HistogramQuery, quantile: number): string {
  const ask = (rate: string): string => `histogram_quantile(${decimal(quantile)}, ${rate})`
  return firstOf(...classic({ ...query, by: [...query.by, LABEL_LE] }, bucketsOf).map(ask), ...native(query, ask))
}

/** How many classic series have a bucket that ends at `bound`. */
export function bucketCount({ metrics, matchers, by }: Omit<HistogramQuery, 'windowSeconds'>, bound: number): string {
  const conditions = [...matchers, upperBound(bound)]
  const count = (names: readonly MetricDefinition[]): string => names.map((metric) => selector(bucketsOf(metric), conditions)).join(' or ')
  return firstOf(...metrics.map((names) => `count by (${by.join(', ')}) (${count(names)})`))
}

/** The bucket that ends at `bound`: OTLP writes `3`, a scraped page `3.0`. */
export function upperBound(bound: number): Matcher {
  if (bound === Number.POSITIVE_INFINITY) return equal(LABEL_LE, '+Inf')
  const value = decimal(bound)
  if (Number.isInteger(bound)) return { label: LABEL_LE, op: '=~', value: String.raw`${value}(\.0)?` }
  return equal(LABEL_LE, value)
}

type SeriesName = (metric: MetricDefinition) => string

function classic(query: HistogramQuery, series: SeriesName, more: readonly Matcher[] = []): string[] {
  return query.metrics.map((names) => sumBy(query.by, rates(names, query, series, more)))
}

function native(query: HistogramQuery, ask: (rate: string) => string): string[] {
  return query.metrics.map((names) => ask(sumBy(query.by, rates(names, query, seriesOf))))
}

function rates(
  names: readonly MetricDefinition[],
  { matchers, windowSeconds }: HistogramQuery,
  series: SeriesName,
  more: readonly Matcher[] = [],
): string {
  return names.map((metric) => `rate(${selector(series(metric), [...matchers, ...more], windowSeconds)})`).join(' or ')
}

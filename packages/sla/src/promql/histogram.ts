import type { MetricDefinition } from '@tokenscope/semconv'
import { CALLER_LABELS } from './caller-labels.ts'
import { decimal, firstOf, sumBy } from './combine.ts'
import { LABEL_LE, LABEL_SERVICE } from './labels.ts'
import { equal, type Matcher, type Range, selector } from './selector.ts'
import { bucketsOf, countOf, seriesOf, sumOf } from './series.ts'

/**
 * Questions to a histogram that work for classic and for native ones. `metrics` are alternatives, the best first: the next is asked for
 * callers that the former has nothing of. Each is a list of names whose series are added together: the names that one measurement has in
 * the two profiles of the conventions, of which a process sends one.
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
  return ofEachCaller(query, (each) => [...classic(each, countOf), ...native(each, count)])
}

/** Sum of the observed values per second. */
export function histogramSum(query: HistogramQuery): string {
  return ofEachCaller(query, (each) => [...classic(each, sumOf), ...native(each, (rate) => `histogram_sum(${rate})`)])
}

/**
 * Observations per second of the series that know how many of them were at most `bound`: native ones, and classic ones with a bucket that
 * ends there. Others are left out, series by series, or all of their observations would count as above it.
 */
export function measurableCount(query: HistogramQuery, bound: number): string {
  return ofEachCaller(query, (each) => [
    ...each.metrics.map((names) => {
      const [all, counted] = [rates(names, each, countOf), rates(names, each, bucketsOf, [upperBound(bound)])]
      return sumBy(each.by, `(${all}) and ignoring (${LABEL_LE}) (${counted})`)
    }),
    ...native(each, count),
  ])
}

/**
 * Observations per second of at most `bound`: exact with a native histogram or a classic bucket at the bound, absent otherwise. Absent too
 * where all histograms are native and none has an observation: a share of nothing is NaN, which would stay in every sum over it.
 */
export function histogramAtMost(query: HistogramQuery, bound: number): string {
  const share = (rate: string): string => `histogram_fraction(-Inf, ${decimal(bound)}, ${rate}) * ${count(rate)} >= 0`
  return ofEachCaller(query, (each) => [...classic(each, bucketsOf, [upperBound(bound)]), ...native(each, share)])
}

/** The quantile, interpolated inside of a bucket. */
export function histogramQuantile(query: HistogramQuery, quantile: number): string {
  const ask = (rate: string): string => `histogram_quantile(${decimal(quantile)}, ${rate})`
  return firstOf(...classic({ ...query, by: [...query.by, LABEL_LE] }, bucketsOf).map(ask), ...native(query, ask))
}

/** Services with classic series that have no bucket at `bound`; the value is how many series they have. */
export function missingBuckets(query: HistogramQuery, bound: number): string {
  const byService = { ...query, by: [...new Set([LABEL_SERVICE, ...query.by])] }
  const all = `(\n${bucketCount(byService, Number.POSITIVE_INFINITY)}\n)`
  return `${all}\n>\n(\n${firstOf(bucketCount(byService, bound), `0 * ${all}`)}\n)`
}

/** How many classic series have a bucket that ends at `bound`. */
function bucketCount({ metrics, matchers, by }: Omit<HistogramQuery, 'windowSeconds'>, bound: number): string {
  const conditions = [...matchers, upperBound(bound)]
  const series = (names: readonly MetricDefinition[]): string => names.map((metric) => selector(bucketsOf(metric), conditions)).join(' or ')
  return firstOf(...metrics.map((names) => `count by (${by.join(', ')}) (${series(names)})`))
}

/** The bucket that ends at `bound`: OTLP writes `3`, a scraped page `3.0`. */
export function upperBound(bound: number): Matcher {
  if (bound === Number.POSITIVE_INFINITY) return equal(LABEL_LE, '+Inf')
  const value = decimal(bound)
  if (Number.isInteger(bound)) return { label: LABEL_LE, op: '=~', value: String.raw`${value}(\.0)?` }
  return equal(LABEL_LE, value)
}

type SeriesName = (metric: MetricDefinition) => string

/** Chosen for each caller apart and then added: one with classic histograms would hide one with native ones, or with another metric. */
function ofEachCaller(query: HistogramQuery, ask: (each: HistogramQuery) => string[]): string {
  const by = [...new Set([...CALLER_LABELS, ...query.by])]
  const first = firstOf(...ask({ ...query, by }))
  return by.length === query.by.length ? first : sumBy(query.by, `\n${first}\n`)
}

function count(rate: string): string {
  return `histogram_count(${rate})`
}

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

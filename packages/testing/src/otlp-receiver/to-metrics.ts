import { BadBody } from './bad-body.ts'
import type {
  ExponentialHistogramValue,
  HistogramValue,
  NumberValue,
  ReceivedExemplar,
  ReceivedMetric,
  ReceivedPoint,
  ReceivedScope,
  SummaryValue,
  Temporality,
} from './received.ts'
import { toAttributes, toNumber, toScope, type WireKeyValue, type WireResource } from './to-attributes.ts'

const TEMPORALITIES = ['UNSPECIFIED', 'DELTA', 'CUMULATIVE'] as const

interface WireNumber {
  asDouble?: number
  asInt?: bigint
}

interface WireExemplar extends WireNumber {
  timeUnixNano: bigint
  traceId: string
  spanId: string
  filteredAttributes: WireKeyValue[]
}

interface WirePoint {
  attributes: WireKeyValue[]
  startTimeUnixNano: bigint
  timeUnixNano: bigint
  exemplars?: WireExemplar[]
}

interface WireStatistics {
  count: bigint
  sum?: number
  min?: number
  max?: number
}

interface WireBuckets {
  offset: number
  bucketCounts: bigint[]
}

type WireHistogram = WireStatistics & { bucketCounts: bigint[]; explicitBounds: number[] }
type WireExponential = WireStatistics & {
  scale: number
  zeroCount: bigint
  zeroThreshold: number
  positive?: WireBuckets
  negative?: WireBuckets
}
type WireSummary = { count: bigint; sum: number; quantileValues: { quantile: number; value: number }[] }
type Points<Value> = { dataPoints: (WirePoint & Value)[] }
type Aggregated<Value> = Points<Value> & { aggregationTemporality: number }

interface WireMetric {
  name: string
  unit: string
  description: string
  gauge?: Points<WireNumber>
  sum?: Aggregated<WireNumber> & { isMonotonic: boolean }
  histogram?: Aggregated<WireHistogram>
  exponentialHistogram?: Aggregated<WireExponential>
  summary?: Points<WireSummary>
}

/**
 * The metrics of a decoded MetricsRequest, in their order. Counts are numbers.
 * @throws BadBody for a metric without data.
 */
export function toMetrics(request: Record<string, unknown>): ReceivedMetric[] {
  const { resourceMetrics } = request as {
    resourceMetrics: { resource?: WireResource; scopeMetrics: { scope?: ReceivedScope; metrics: WireMetric[] }[] }[]
  }
  return resourceMetrics.flatMap(({ resource, scopeMetrics }) =>
    scopeMetrics.flatMap(({ scope, metrics }) =>
      metrics.map((metric) => toMetric(metric, { resource: toAttributes(resource?.attributes), scope: toScope(scope) })),
    ),
  )
}

function toMetric(metric: WireMetric, origin: Pick<ReceivedMetric, 'resource' | 'scope'>): ReceivedMetric {
  const { name, unit, description, gauge, sum, histogram, exponentialHistogram, summary } = metric
  const base = { name, unit, description, temporality: undefined, monotonic: undefined, ...origin }
  if (gauge) return { ...base, type: 'gauge', points: toPoints(gauge, toNumberValue) }
  if (sum) return { ...base, type: 'sum', ...temporalityOf(sum), monotonic: sum.isMonotonic, points: toPoints(sum, toNumberValue) }
  if (histogram) return { ...base, type: 'histogram', ...temporalityOf(histogram), points: toPoints(histogram, toHistogram) }
  if (exponentialHistogram) {
    const points = toPoints(exponentialHistogram, toExponential)
    return { ...base, type: 'exponentialHistogram', ...temporalityOf(exponentialHistogram), points }
  }
  if (summary) return { ...base, type: 'summary', points: toPoints(summary, toSummary) }
  throw new BadBody(`metric ${JSON.stringify(name)} has no data: expected gauge, sum, histogram, exponentialHistogram or summary`)
}

function temporalityOf({ aggregationTemporality }: { aggregationTemporality: number }): { temporality: Temporality } {
  return { temporality: TEMPORALITIES[aggregationTemporality] ?? 'UNSPECIFIED' }
}

function toPoints<Wire, Value>({ dataPoints }: Points<Wire>, toValue: (point: Wire) => Value): ReceivedPoint<Value>[] {
  return dataPoints.map((point) => ({
    attributes: toAttributes(point.attributes),
    value: toValue(point),
    startTimeUnixNano: point.startTimeUnixNano,
    timeUnixNano: point.timeUnixNano,
    exemplars: (point.exemplars ?? []).map(toExemplar),
  }))
}

function toExemplar(exemplar: WireExemplar): ReceivedExemplar {
  return {
    value: toNumberValue(exemplar),
    timeUnixNano: exemplar.timeUnixNano,
    traceId: exemplar.traceId === '' ? undefined : exemplar.traceId,
    spanId: exemplar.spanId === '' ? undefined : exemplar.spanId,
    attributes: toAttributes(exemplar.filteredAttributes),
  }
}

function toNumberValue({ asDouble, asInt }: WireNumber): NumberValue {
  return asInt === undefined ? asDouble : toNumber(asInt)
}

function toHistogram(point: WireHistogram): HistogramValue {
  return { ...statisticsOf(point), bounds: point.explicitBounds, counts: point.bucketCounts.map(Number) }
}

function toExponential(point: WireExponential): ExponentialHistogramValue {
  return {
    ...statisticsOf(point),
    scale: point.scale,
    zeroCount: Number(point.zeroCount),
    zeroThreshold: point.zeroThreshold,
    positive: toBuckets(point.positive),
    negative: toBuckets(point.negative),
  }
}

function toBuckets(buckets: WireBuckets | undefined): { offset: number; counts: number[] } {
  return { offset: buckets?.offset ?? 0, counts: (buckets?.bucketCounts ?? []).map(Number) }
}

function toSummary({ count, sum, quantileValues }: WireSummary): SummaryValue {
  return { count: Number(count), sum, quantiles: quantileValues }
}

function statisticsOf({ count, sum, min, max }: WireStatistics): Pick<HistogramValue, 'count' | 'sum' | 'min' | 'max'> {
  return { count: Number(count), sum, min, max }
}

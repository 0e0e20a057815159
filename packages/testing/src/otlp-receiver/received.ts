/**
 * Attribute maps as JavaScript values: strings, booleans, numbers, arrays, plain objects and `Uint8Array`. An integer beyond
 * `Number.MAX_SAFE_INTEGER` is a bigint; an attribute without a value is `undefined`.
 */
export type ReceivedAttributes = Record<string, unknown>

export interface ReceivedScope {
  name: string
  version: string
}

export interface ReceivedEvent {
  name: string
  timeUnixNano: bigint
  attributes: ReceivedAttributes
}

export interface ReceivedLink {
  traceId: string
  spanId: string
  attributes: ReceivedAttributes
}

export interface ReceivedSpan {
  /** 32 lower-case hex digits. */
  traceId: string
  /** 16 lower-case hex digits. */
  spanId: string
  /** Missing on a root span. */
  parentSpanId: string | undefined
  name: string
  kind: 'UNSPECIFIED' | 'INTERNAL' | 'SERVER' | 'CLIENT' | 'PRODUCER' | 'CONSUMER'
  startTimeUnixNano: bigint
  endTimeUnixNano: bigint
  attributes: ReceivedAttributes
  events: ReceivedEvent[]
  links: ReceivedLink[]
  status: { code: 'UNSET' | 'OK' | 'ERROR'; message: string }
  /** The resource's attributes. */
  resource: ReceivedAttributes
  scope: ReceivedScope
}

/** `counts` has one entry more than `bounds`. `sum`, `min` and `max` are undefined when they were not sent. */
export interface HistogramValue {
  count: number
  sum: number | undefined
  min: number | undefined
  max: number | undefined
  bounds: number[]
  counts: number[]
}

export interface ExponentialHistogramValue {
  count: number
  sum: number | undefined
  min: number | undefined
  max: number | undefined
  scale: number
  zeroCount: number
  zeroThreshold: number
  positive: { offset: number; counts: number[] }
  negative: { offset: number; counts: number[] }
}

export interface SummaryValue {
  count: number
  sum: number
  quantiles: { quantile: number; value: number }[]
}

export interface ReceivedExemplar {
  /** Undefined if none was sent; a bigint beyond `Number.MAX_SAFE_INTEGER`. */
  value: number | bigint | undefined
  timeUnixNano: bigint
  traceId: string | undefined
  spanId: string | undefined
  attributes: ReceivedAttributes
}

export interface ReceivedPoint<Value> {
  attributes: ReceivedAttributes
  value: Value
  /** 0n when not sent. */
  startTimeUnixNano: bigint
  timeUnixNano: bigint
  exemplars: ReceivedExemplar[]
}

interface MetricBase {
  name: string
  unit: string
  description: string
  resource: ReceivedAttributes
  scope: ReceivedScope
}

export type Temporality = 'UNSPECIFIED' | 'DELTA' | 'CUMULATIVE'

/** A number is a bigint beyond `Number.MAX_SAFE_INTEGER`, and undefined if the point has no value. */
export type NumberValue = number | bigint | undefined

/** One metric of one request; `type` tells what its points hold. `temporality` and `monotonic` are undefined where OTLP has none. */
export type ReceivedMetric = MetricBase &
  (
    | { type: 'gauge'; temporality: undefined; monotonic: undefined; points: ReceivedPoint<NumberValue>[] }
    | { type: 'sum'; temporality: Temporality; monotonic: boolean; points: ReceivedPoint<NumberValue>[] }
    | { type: 'histogram'; temporality: Temporality; monotonic: undefined; points: ReceivedPoint<HistogramValue>[] }
    | { type: 'exponentialHistogram'; temporality: Temporality; monotonic: undefined; points: ReceivedPoint<ExponentialHistogramValue>[] }
    | { type: 'summary'; temporality: undefined; monotonic: undefined; points: ReceivedPoint<SummaryValue>[] }
  )

export interface ReceivedLog {
  /** Missing when the record is not an event. */
  eventName: string | undefined
  /** 1 to 24; 0 when not sent. */
  severityNumber: number
  severityText: string
  /** As in an attribute map. */
  body: unknown
  attributes: ReceivedAttributes
  /** Missing outside of a span. */
  traceId: string | undefined
  spanId: string | undefined
  timeUnixNano: bigint
  observedTimeUnixNano: bigint
  resource: ReceivedAttributes
  scope: ReceivedScope
}

/** One request as it came in. */
export interface ReceivedRequest {
  path: string
  /** Lower-case names. */
  headers: Record<string, string>
  /** Size of the body on the wire, still compressed. */
  bytes: number
  /** What was answered. Undefined until then, and for good when the sender left first. */
  status: number | undefined
}

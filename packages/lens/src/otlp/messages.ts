/** How a field is written. Enums are `int32`; `id` is bytes that JSON writes in hex; all else is another message. */
export type FieldType = 'string' | 'bool' | 'int64' | 'fixed64' | 'sfixed64' | 'double' | 'bytes' | 'id' | 'int32' | 'fixed32' | MessageName

/** Number and type; `many` where the field is a list. */
export type Field = readonly [number: number, type: FieldType, many?: 'many']

export type MessageName =
  | (typeof REQUESTS)[keyof typeof REQUESTS]
  | 'AnyValue'
  | 'ArrayValue'
  | 'KeyValueList'
  | 'KeyValue'
  | 'Resource'
  | 'Scope'
  | 'ResourceSpans'
  | 'ScopeSpans'
  | 'Span'
  | 'Event'
  | 'Link'
  | 'Status'
  | 'ResourceMetrics'
  | 'ScopeMetrics'
  | 'Metric'
  | 'Gauge'
  | 'Sum'
  | 'NumberPoint'
  | 'ResourceLogs'
  | 'ScopeLogs'
  | 'LogRecord'

/** The request of each signal. */
export const REQUESTS = { traces: 'TraceRequest', metrics: 'MetricsRequest', logs: 'LogsRequest' } as const

const ATTRIBUTES: Field = [1, 'KeyValue', 'many']
const IDS = { traceId: [1, 'id'], spanId: [2, 'id'], traceState: [3, 'string'] } as const

/**
 * The messages of OTLP 1.x as far as they are shown; of metrics that is gauges and sums. Fields that are not here are passed over.
 * @see https://github.com/open-telemetry/opentelemetry-proto
 */
export const MESSAGES: Readonly<Record<MessageName, Readonly<Record<string, Field>>>> = {
  TraceRequest: { resourceSpans: [1, 'ResourceSpans', 'many'] },
  MetricsRequest: { resourceMetrics: [1, 'ResourceMetrics', 'many'] },
  LogsRequest: { resourceLogs: [1, 'ResourceLogs', 'many'] },
  AnyValue: {
    stringValue: [1, 'string'],
    boolValue: [2, 'bool'],
    intValue: [3, 'int64'],
    doubleValue: [4, 'double'],
    arrayValue: [5, 'ArrayValue'],
    kvlistValue: [6, 'KeyValueList'],
    bytesValue: [7, 'bytes'],
  },
  ArrayValue: { values: [1, 'AnyValue', 'many'] },
  KeyValueList: { values: [1, 'KeyValue', 'many'] },
  KeyValue: { key: [1, 'string'], value: [2, 'AnyValue'] },
  Resource: { attributes: ATTRIBUTES, droppedAttributesCount: [2, 'int32'] },
  Scope: { name: [1, 'string'], version: [2, 'string'], attributes: [3, 'KeyValue', 'many'], droppedAttributesCount: [4, 'int32'] },
  ResourceSpans: { resource: [1, 'Resource'], scopeSpans: [2, 'ScopeSpans', 'many'], schemaUrl: [3, 'string'] },
  ScopeSpans: { scope: [1, 'Scope'], spans: [2, 'Span', 'many'], schemaUrl: [3, 'string'] },
  Span: {
    ...IDS,
    parentSpanId: [4, 'id'],
    name: [5, 'string'],
    kind: [6, 'int32'],
    startTimeUnixNano: [7, 'fixed64'],
    endTimeUnixNano: [8, 'fixed64'],
    attributes: [9, 'KeyValue', 'many'],
    droppedAttributesCount: [10, 'int32'],
    events: [11, 'Event', 'many'],
    droppedEventsCount: [12, 'int32'],
    links: [13, 'Link', 'many'],
    droppedLinksCount: [14, 'int32'],
    status: [15, 'Status'],
    flags: [16, 'fixed32'],
  },
  Event: {
    timeUnixNano: [1, 'fixed64'],
    name: [2, 'string'],
    attributes: [3, 'KeyValue', 'many'],
    droppedAttributesCount: [4, 'int32'],
  },
  Link: { ...IDS, attributes: [4, 'KeyValue', 'many'], droppedAttributesCount: [5, 'int32'], flags: [6, 'fixed32'] },
  Status: { message: [2, 'string'], code: [3, 'int32'] },
  ResourceMetrics: { resource: [1, 'Resource'], scopeMetrics: [2, 'ScopeMetrics', 'many'] },
  ScopeMetrics: { scope: [1, 'Scope'], metrics: [2, 'Metric', 'many'] },
  Metric: { name: [1, 'string'], unit: [3, 'string'], gauge: [5, 'Gauge'], sum: [7, 'Sum'] },
  Gauge: { dataPoints: [1, 'NumberPoint', 'many'] },
  Sum: { dataPoints: [1, 'NumberPoint', 'many'], aggregationTemporality: [2, 'int32'], isMonotonic: [3, 'bool'] },
  NumberPoint: {
    startTimeUnixNano: [2, 'fixed64'],
    timeUnixNano: [3, 'fixed64'],
    asDouble: [4, 'double'],
    asInt: [6, 'sfixed64'],
    attributes: [7, 'KeyValue', 'many'],
  },
  ResourceLogs: { resource: [1, 'Resource'], scopeLogs: [2, 'ScopeLogs', 'many'] },
  ScopeLogs: { scope: [1, 'Scope'], logRecords: [2, 'LogRecord', 'many'] },
  LogRecord: {
    timeUnixNano: [1, 'fixed64'],
    severityNumber: [2, 'int32'],
    severityText: [3, 'string'],
    body: [5, 'AnyValue'],
    attributes: [6, 'KeyValue', 'many'],
    traceId: [9, 'id'],
    spanId: [10, 'id'],
    observedTimeUnixNano: [11, 'fixed64'],
    eventName: [12, 'string'],
  },
}

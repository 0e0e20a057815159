import Long from 'long'
import protobuf from 'protobufjs'

/**
 * The messages of OTLP 1.x that a receiver or a sender meets. Enums are written as int32, which is the same on the wire.
 * @see https://github.com/open-telemetry/opentelemetry-proto
 */
const DESCRIPTION = `
syntax = "proto3";

message TraceRequest { repeated ResourceSpans resourceSpans = 1; }
message MetricsRequest { repeated ResourceMetrics resourceMetrics = 1; }
message LogsRequest { repeated ResourceLogs resourceLogs = 1; }

message AnyValue {
  oneof value {
    string stringValue = 1; bool boolValue = 2; int64 intValue = 3; double doubleValue = 4;
    ArrayValue arrayValue = 5; KeyValueList kvlistValue = 6; bytes bytesValue = 7;
  }
}
message ArrayValue { repeated AnyValue values = 1; }
message KeyValueList { repeated KeyValue values = 1; }
message KeyValue { string key = 1; AnyValue value = 2; }
message Resource { repeated KeyValue attributes = 1; }
message Scope { string name = 1; string version = 2; repeated KeyValue attributes = 3; }

message ResourceSpans { Resource resource = 1; repeated ScopeSpans scopeSpans = 2; }
message ScopeSpans { Scope scope = 1; repeated Span spans = 2; }
message Span {
  bytes traceId = 1; bytes spanId = 2; string traceState = 3; bytes parentSpanId = 4; fixed32 flags = 16;
  string name = 5; int32 kind = 6; fixed64 startTimeUnixNano = 7; fixed64 endTimeUnixNano = 8;
  repeated KeyValue attributes = 9; uint32 droppedAttributesCount = 10;
  repeated Event events = 11; uint32 droppedEventsCount = 12;
  repeated Link links = 13; uint32 droppedLinksCount = 14; Status status = 15;
}
message Event { fixed64 timeUnixNano = 1; string name = 2; repeated KeyValue attributes = 3; }
message Link { bytes traceId = 1; bytes spanId = 2; string traceState = 3; repeated KeyValue attributes = 4; }
message Status { string message = 2; int32 code = 3; }

message ResourceMetrics { Resource resource = 1; repeated ScopeMetrics scopeMetrics = 2; }
message ScopeMetrics { Scope scope = 1; repeated Metric metrics = 2; }
message Metric {
  string name = 1; string description = 2; string unit = 3;
  oneof data {
    Gauge gauge = 5; Sum sum = 7; Histogram histogram = 9; ExponentialHistogram exponentialHistogram = 10; Summary summary = 11;
  }
}
message Gauge { repeated NumberPoint dataPoints = 1; }
message Sum { repeated NumberPoint dataPoints = 1; int32 aggregationTemporality = 2; bool isMonotonic = 3; }
message Histogram { repeated HistogramPoint dataPoints = 1; int32 aggregationTemporality = 2; }
message ExponentialHistogram { repeated ExponentialPoint dataPoints = 1; int32 aggregationTemporality = 2; }
message Summary { repeated SummaryPoint dataPoints = 1; }
message NumberPoint {
  fixed64 startTimeUnixNano = 2; fixed64 timeUnixNano = 3; repeated Exemplar exemplars = 5; repeated KeyValue attributes = 7;
  oneof value { double asDouble = 4; sfixed64 asInt = 6; }
}
message HistogramPoint {
  fixed64 startTimeUnixNano = 2; fixed64 timeUnixNano = 3; repeated Exemplar exemplars = 8; repeated KeyValue attributes = 9;
  fixed64 count = 4; optional double sum = 5; optional double min = 11; optional double max = 12;
  repeated fixed64 bucketCounts = 6; repeated double explicitBounds = 7;
}
message ExponentialPoint {
  fixed64 startTimeUnixNano = 2; fixed64 timeUnixNano = 3; repeated Exemplar exemplars = 11; repeated KeyValue attributes = 1;
  fixed64 count = 4; optional double sum = 5; optional double min = 12; optional double max = 13;
  sint32 scale = 6; fixed64 zeroCount = 7; double zeroThreshold = 14; Buckets positive = 8; Buckets negative = 9;
}
message Buckets { sint32 offset = 1; repeated uint64 bucketCounts = 2; }
message SummaryPoint {
  fixed64 startTimeUnixNano = 2; fixed64 timeUnixNano = 3; repeated KeyValue attributes = 7;
  fixed64 count = 4; double sum = 5; repeated Quantile quantileValues = 6;
}
message Quantile { double quantile = 1; double value = 2; }
message Exemplar {
  fixed64 timeUnixNano = 2; bytes spanId = 4; bytes traceId = 5; repeated KeyValue filteredAttributes = 7;
  oneof value { double asDouble = 3; sfixed64 asInt = 6; }
}

message ResourceLogs { Resource resource = 1; repeated ScopeLogs scopeLogs = 2; }
message ScopeLogs { Scope scope = 1; repeated LogRecord logRecords = 2; }
message LogRecord {
  fixed64 timeUnixNano = 1; fixed64 observedTimeUnixNano = 11; int32 severityNumber = 2; string severityText = 3;
  AnyValue body = 5; repeated KeyValue attributes = 6; uint32 droppedAttributesCount = 7; fixed32 flags = 8;
  bytes traceId = 9; bytes spanId = 10; string eventName = 12;
}

message Failure { int32 code = 1; string message = 2; }
message TraceAnswer { PartialSuccess partialSuccess = 1; }
message PartialSuccess { int64 rejectedSpans = 1; string errorMessage = 2; }
`

// protobufjs finds Long by `require`, and quietly rounds 64-bit integers where that gives it the ES module, as under `--conditions=import`.
protobuf.util.Long = Long
protobuf.configure()

const root = protobuf.parse(DESCRIPTION, { keepCase: true }).root
root.resolveAll()

type MessageName = 'TraceRequest' | 'MetricsRequest' | 'LogsRequest' | 'Failure' | 'TraceAnswer' | 'Span' | 'Resource' | 'Scope'

/** The description of one message, by its short name. */
export function messageType(name: MessageName): protobuf.Type {
  return root.lookupType(name)
}

export type { WaitOptions } from './inbox.ts'
export { type OtlpReceiver, type OtlpReceiverOptions, startOtlpReceiver, type Wanted } from './otlp-receiver.ts'
export type {
  ExponentialHistogramValue,
  HistogramValue,
  NumberValue,
  ReceivedAttributes,
  ReceivedEvent,
  ReceivedExemplar,
  ReceivedLink,
  ReceivedLog,
  ReceivedMetric,
  ReceivedPoint,
  ReceivedRequest,
  ReceivedScope,
  ReceivedSpan,
  SummaryValue,
  Temporality,
} from './received.ts'

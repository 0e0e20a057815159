export { createOtlpSender, type OtlpSender, type OtlpSenderOptions } from './otlp-sender.ts'
export type { Pace, SteadyReport } from './send-at-pace.ts'
export type { SendReport, SpanCounts } from './send-report.ts'
export type { SentAttributes, SpanTemplate, TraceTemplate } from './trace-template.ts'

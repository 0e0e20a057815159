// For applications.

// For other Tokenscope packages and for readers of another MeterProvider.
export { checkEnvironment } from './config/check-environment.ts'
export { ENVIRONMENT_VARIABLES } from './config/environment-variables.ts'
export type { GpuAttributionOptions, GpuOptions } from './config/gpu-options.ts'
export type { PrometheusOptions, StartOptions, SummaryOptions } from './config/start-options.ts'
export type { EnvironmentVariable, VariableGroup } from './config/variables/variable.ts'
export { createMetricProducer } from './metrics/create-metric-producer.ts'
export type { HistogramBuckets } from './metrics/histogram-buckets.ts'
export { start } from './start.ts'
export { formatSummary } from './summary/format-summary.ts'
export type { SlaAttainment, SlaResult, SlaState } from './summary/sla-attainment.ts'
export { DEFAULT_SLA_TARGETS, type SlaTargets } from './summary/sla-targets.ts'
export type { CallSummary, DurationSummary, PeriodSummary, Summary } from './summary/summary.ts'
export type { Telemetry } from './telemetry.ts'

export * from './alert-sink/index.ts'
export * from './fake-nvidia-smi/index.ts'
export * from './fake-openai/index.ts'
export { type FormatTraceOptions, formatTrace } from './format-trace.ts'
export { type InMemoryOptions, type InMemoryTelemetry, inMemoryTelemetry, type MetricRow } from './in-memory.ts'
export * from './otlp-receiver/index.ts'
export * from './otlp-sender/index.ts'
export * from './real-model/index.ts'
export {
  type RunningScript,
  runScript,
  type ScriptOptions,
  type ScriptResult,
  type ScriptSource,
  startScript,
} from './run-script.ts'
export { parsePrometheusText, type Sample, type SampleType, scrape } from './scrape.ts'
export { type WaitForOptions, waitFor } from './wait-for.ts'

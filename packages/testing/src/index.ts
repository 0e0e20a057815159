export * from './fake-nvidia-smi/index.ts'
export * from './fake-openai/index.ts'
export { type FormatTraceOptions, formatTrace } from './format-trace.ts'
export { type InMemoryOptions, type InMemoryTelemetry, inMemoryTelemetry, type MetricRow } from './in-memory.ts'
export * from './otlp-receiver/index.ts'
export {
  type RunningScript,
  type RunScriptOptions,
  runScript,
  runScript,
  type Script,
  type ScriptOptions,
  type ScriptResult,
  type ScriptResult,
  startScript,
} from './run-script.ts'
export { parseExposition, parsePrometheusText, type Sample, type SampleType, type ScrapeRow, scrape, scrape } from './scrape.ts'
export { type WaitForOptions, type WaitForOptions, waitFor, waitFor } from './wait-for.ts'

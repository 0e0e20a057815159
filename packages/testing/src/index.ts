export * from './fake-nvidia-smi/index.ts'
export * from './fake-openai/index.ts'
export { type InMemoryOptions, type InMemoryTelemetry, inMemoryTelemetry, type MetricRow } from './in-memory.ts'
export * from './otlp-receiver/index.ts'

import type { Context } from '@opentelemetry/api'
import { context as contextApi } from '@opentelemetry/api'
import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks'
import { LoggerProvider, type LogRecordProcessor, type ReadableLogRecord } from '@opentelemetry/sdk-logs'
import { type CollectionResult, MeterProvider, type MetricProducer, MetricReader } from '@opentelemetry/sdk-metrics'
import { type ReadableSpan, type Sampler, type SpanProcessor, TracerProvider } from '@opentelemetry/sdk-trace'

/** One point of one metric, flat. A histogram's value is its counts; any other value is a number. */
export interface MetricRow {
  name: string
  unit: string
  description: string
  attributes: Record<string, unknown>
  value:
    | number
    | { count: number; sum: number | undefined; min: number | undefined; max: number | undefined; bounds: number[]; counts: number[] }
}

export interface InMemoryOptions {
  /** Makes async context work process-wide until `shutdown()`. Default false. */
  contextManager?: boolean
  sampler?: Sampler
  /** Producers that the metric reader asks as well. */
  metricProducers?: MetricProducer[]
}

/** Providers of the real SDK whose output stays in memory. */
export interface InMemoryTelemetry {
  tracerProvider: TracerProvider
  meterProvider: MeterProvider
  loggerProvider: LoggerProvider
  /** Spans that have ended, in the order of their end. */
  spans(): ReadableSpan[]
  /** Log records, in the order of their emission. */
  logs(): ReadableLogRecord[]
  /** Collects now. */
  metrics(): Promise<MetricRow[]>
  /** Forgets spans and logs. Metrics are cumulative and stay. */
  reset(): void
  shutdown(): Promise<void>
}

/** Telemetry for a test: pass the providers to what is tested, then ask what arrived. Nothing global is touched unless asked for. */
export function inMemoryTelemetry(options: InMemoryOptions = {}): InMemoryTelemetry {
  const spans: ReadableSpan[] = []
  const logs: ReadableLogRecord[] = []
  const reader = new PullReader({ metricProducers: options.metricProducers ?? [] })
  const tracerProvider = new TracerProvider({
    spanProcessors: [collectSpans(spans)],
    ...(options.sampler && { sampler: options.sampler }),
  })
  const meterProvider = new MeterProvider({ readers: [reader] })
  const loggerProvider = new LoggerProvider({ processors: [collectLogs(logs)] })
  const manager = options.contextManager === true ? new AsyncLocalStorageContextManager().enable() : undefined
  if (manager) contextApi.setGlobalContextManager(manager)
  return {
    tracerProvider,
    meterProvider,
    loggerProvider,
    spans: () => [...spans],
    logs: () => [...logs],
    metrics: async () => rowsOf(await reader.collect()),
    reset() {
      spans.length = 0
      logs.length = 0
    },
    async shutdown() {
      if (manager) contextApi.disable()
      await Promise.all([tracerProvider.shutdown(), meterProvider.shutdown(), loggerProvider.shutdown()])
    },
  }
}

class PullReader extends MetricReader {
  protected override async onForceFlush(): Promise<void> {}
  protected override async onShutdown(): Promise<void> {}
}

function collectSpans(into: ReadableSpan[]): SpanProcessor {
  return {
    onStart: () => undefined,
    onEnd: (span) => void into.push(span),
    forceFlush: async () => undefined,
    shutdown: async () => undefined,
  }
}

function collectLogs(into: ReadableLogRecord[]): LogRecordProcessor {
  return {
    onEmit: (record: ReadableLogRecord, _context?: Context) => void into.push(record),
    forceFlush: async () => undefined,
    shutdown: async () => undefined,
  }
}

function rowsOf({ resourceMetrics }: CollectionResult): MetricRow[] {
  return resourceMetrics.scopeMetrics
    .flatMap(({ metrics }) => metrics)
    .flatMap(({ descriptor: { name, unit, description }, dataPoints }) =>
      dataPoints.map(({ attributes, value }) => ({ name, unit, description, attributes: { ...attributes }, value: pointValue(value) })),
    )
}

function pointValue(value: unknown): MetricRow['value'] {
  if (typeof value === 'number') return value
  const { count, sum, min, max, buckets } = value as {
    count: number
    sum?: number
    min?: number
    max?: number
    buckets?: { boundaries?: number[]; counts?: number[] }
  }
  return { count, sum, min, max, bounds: [...(buckets?.boundaries ?? [])], counts: [...(buckets?.counts ?? [])] }
}

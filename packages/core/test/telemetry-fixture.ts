import { MeterProvider, MetricReader } from '@opentelemetry/sdk-metrics'
import { type ReadableSpan, type SpanProcessor, TracerProvider } from '@opentelemetry/sdk-trace'
import { createRecorder, type Recorder, resolveOptions, type TelemetryOptions } from '../src/index.ts'

class ManualReader extends MetricReader {
  protected override async onForceFlush(): Promise<void> {}
  protected override async onShutdown(): Promise<void> {}
}

/** Rows of one metric: its attributes and its value, a number or a histogram's count and sum. */
export type Row = { attributes: Record<string, unknown>; value: unknown }

export interface Fixture {
  recorder: Recorder
  clock: { nowMs: number }
  spans(): ReadableSpan[]
  metric(name: string): Promise<Row[]>
}

/** A recorder on the real SDK with a clock that the test moves. */
export function fixture(options: TelemetryOptions = {}): Fixture {
  const { tracerProvider, spans } = tracing()
  const reader = new ManualReader()
  const meterProvider = new MeterProvider({ readers: [reader] })
  const clock = { nowMs: 1000 }
  const recorder = createRecorder(
    { name: 'test', version: '1' },
    { tracerProvider, meterProvider, ...options },
    resolveOptions(options, {}).resolved,
    () => clock.nowMs,
  )
  return {
    recorder,
    clock,
    spans,
    async metric(name) {
      const { resourceMetrics } = await reader.collect()
      const metric = resourceMetrics.scopeMetrics.flatMap((scope) => scope.metrics).find(({ descriptor }) => descriptor.name === name)
      return (metric?.dataPoints ?? []).map(({ attributes, value }) => ({
        attributes,
        value: typeof value === 'object' ? { count: (value as { count: number }).count, sum: (value as { sum?: number }).sum } : value,
      }))
    },
  }
}

/** A tracer provider of the real SDK, and the spans that ended. */
export function tracing(): { tracerProvider: TracerProvider; spans(): ReadableSpan[] } {
  const ended: ReadableSpan[] = []
  const collect: SpanProcessor = {
    onStart: () => undefined,
    onEnd: (span) => void ended.push(span),
    forceFlush: async () => undefined,
    shutdown: async () => undefined,
  }
  return { tracerProvider: new TracerProvider({ spanProcessors: [collect] }), spans: () => ended }
}

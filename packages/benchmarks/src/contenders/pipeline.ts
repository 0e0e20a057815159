import { context, metrics, trace } from '@opentelemetry/api'
import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks'
import { AggregationTemporality, MeterProvider, PeriodicExportingMetricReader, type PushMetricExporter } from '@opentelemetry/sdk-metrics'
import { BatchSpanProcessor, type SpanExporter, TracerProvider } from '@opentelemetry/sdk-trace'

/** What an exporter answers when the export went well. */
const SUCCESS = { code: 0 }

/** Traces in batches, as an application has them, to an exporter that drops them. Registered globally, with context. */
export function startTraces(): { flush(): Promise<void>; recorded(): number } {
  let spans = 0
  const exporter: SpanExporter = {
    export(batch, done) {
      spans += batch.length
      done(SUCCESS)
    },
    shutdown: async () => undefined,
    forceFlush: async () => undefined,
  }
  const provider = new TracerProvider({ spanProcessors: [new BatchSpanProcessor({ exporter })] })
  trace.setGlobalTracerProvider(provider)
  context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable())
  return { flush: () => provider.forceFlush(), recorded: () => spans }
}

/** Instruments of the real SDK with a reader that exports to nowhere. Registered globally. */
export function startMetrics(): () => Promise<void> {
  const exporter: PushMetricExporter = {
    export: (_metrics, done) => done(SUCCESS),
    selectAggregationTemporality: () => AggregationTemporality.CUMULATIVE,
    forceFlush: async () => undefined,
    shutdown: async () => undefined,
  }
  const provider = new MeterProvider({ readers: [new PeriodicExportingMetricReader({ exporter, exportIntervalMillis: 60_000 })] })
  metrics.setGlobalMeterProvider(provider)
  return () => provider.forceFlush()
}

import { CountingExporter } from './counting-exporter.ts'
import type { Load } from './rival.ts'

interface TracerProvider {
  forceFlush(): Promise<void>
}

type New<T> = new (options?: object) => T

interface Api {
  readonly trace: { setGlobalTracerProvider(provider: TracerProvider): void }
  readonly metrics: { setGlobalMeterProvider(provider: object): void }
  readonly context: { setGlobalContextManager(manager: object): void }
}

/** What the set-ups of rivals on the OpenTelemetry SDK have in common. */
export interface Pipeline {
  flush(): Promise<void>
  recorded(): number
}

/** Traces in batches to nowhere and context, registered globally: the same as Tokenscope's rows have, in SDK 2.x. */
export function startSdk2(load: Load): Pipeline {
  const { BasicTracerProvider, BatchSpanProcessor } = load('@opentelemetry/sdk-trace-base') as {
    readonly BasicTracerProvider: New<TracerProvider>
    readonly BatchSpanProcessor: New<object>
  }
  const exporter = new CountingExporter()
  return register(load, new BasicTracerProvider({ spanProcessors: [new BatchSpanProcessor(exporter)] }), exporter)
}

/** The same in SDK 3.x, with metrics to a reader that exports to nowhere. */
export function startSdk3(load: Load): Pipeline {
  const { TracerProvider, BatchSpanProcessor } = load('@opentelemetry/sdk-trace') as {
    readonly TracerProvider: New<TracerProvider>
    readonly BatchSpanProcessor: New<object>
  }
  const { MeterProvider, PeriodicExportingMetricReader } = load('@opentelemetry/sdk-metrics') as {
    readonly MeterProvider: New<object>
    readonly PeriodicExportingMetricReader: New<object>
  }
  const reader = new PeriodicExportingMetricReader({ exporter: new CountingExporter(), exportIntervalMillis: 60_000 })
  const { metrics } = load('@opentelemetry/api') as Api
  metrics.setGlobalMeterProvider(new MeterProvider({ readers: [reader] }))
  const exporter = new CountingExporter()
  return register(load, new TracerProvider({ spanProcessors: [new BatchSpanProcessor({ exporter })] }), exporter)
}

function register(load: Load, provider: TracerProvider, exporter: CountingExporter): Pipeline {
  const { trace, context } = load('@opentelemetry/api') as Api
  const { AsyncLocalStorageContextManager } = load('@opentelemetry/context-async-hooks') as {
    readonly AsyncLocalStorageContextManager: New<{ enable(): object }>
  }
  trace.setGlobalTracerProvider(provider)
  context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable())
  return { flush: () => provider.forceFlush(), recorded: () => exporter.count }
}

import { diag } from '@opentelemetry/api'
import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks'
import { hub, MetricCells, reportFailure } from '@tokenscope/core'
import type { Config } from './config/config.ts'
import { abandonExports } from './exporters/abandon-exports.ts'
import { startPrometheusEndpoint } from './exporters/prometheus-endpoint.ts'
import { startFeatures } from './features/start-features.ts'
import { BulkSources } from './metrics/bulk-sources.ts'
import { readHistogramBuckets } from './metrics/histogram-buckets.ts'
import { registerGlobals } from './register-globals.ts'
import { type ApiName, isRegistered } from './registered-apis.ts'
import { releaseHeld } from './release-held.ts'
import { createLogs } from './signals/create-logs.ts'
import { createMetrics } from './signals/create-metrics.ts'
import { createPropagator } from './signals/create-propagator.ts'
import { createResource } from './signals/create-resource.ts'
import { createTraces } from './signals/create-traces.ts'

/** Everything that runs between a call and its exporters. */
export interface Pipeline {
  readonly prometheusUrl: string | undefined
  /** Resolves when the Prometheus endpoint listens or has said why it cannot. */
  readonly ready: Promise<void>
  /** Sends what is waiting. Never rejects. */
  flush(): Promise<void>
  /** Sends what is waiting and ends every exporter and reader. Never rejects. */
  end(): Promise<void>
  /** Takes every registration back, stops the features, and breaks off what is still being sent. Never rejects. */
  dismantle(): Promise<void>
}

type Provider = { forceFlush(): Promise<void>; shutdown(): Promise<void> }

/** Builds and registers; what was built is taken down again before an error leaves this function. */
export function buildPipeline(config: Config): Pipeline {
  const undos: (() => unknown)[] = []
  try {
    const resource = createResource(config)
    const bulk = new BulkSources()
    const prometheus = config.prometheus && startPrometheusEndpoint(config.prometheus, resource)
    if (prometheus) undos.push(() => prometheus.close())
    const meterProvider = createMetrics(config, resource, prometheus, bulk)
    if (meterProvider) undos.push(() => meterProvider.shutdown())
    const selfMetrics = config.sdkMetrics ? meterProvider : undefined
    const tracerProvider = isRegistered('trace') ? undefined : createTraces(config, resource, selfMetrics)
    if (tracerProvider) undos.push(() => tracerProvider.shutdown())
    const loggerProvider = isRegistered('logs') ? undefined : createLogs(config, resource, selfMetrics)
    if (loggerProvider) undos.push(() => loggerProvider.shutdown())
    const providers: Provider[] = [tracerProvider, loggerProvider, meterProvider].filter((provider) => provider !== undefined)

    sayWhatIsTaken(config, meterProvider !== undefined)
    const globals = registerGlobals({
      context: isRegistered('context') ? undefined : new AsyncLocalStorageContextManager().enable(),
      propagation: createPropagator(config.propagators),
      trace: tracerProvider,
      metrics: meterProvider,
      logs: loggerProvider,
    })
    undos.push(globals.undo)
    if (meterProvider) undos.push(useOwnCells(config.histogramBuckets))
    const beforeFlush = new Set<() => void>()
    const stopFeatures = startFeatures({ config, meterProvider, bulk, beforeFlush })

    return {
      get prometheusUrl() {
        return prometheus?.url
      },
      ready: prometheus?.ready ?? Promise.resolve(),
      async flush() {
        releaseHeld(beforeFlush)
        await each(providers, 'flush', (provider) => provider.forceFlush())
      },
      async end() {
        releaseHeld(beforeFlush)
        await each(providers, 'shutdown', (provider) => provider.shutdown())
      },
      async dismantle() {
        const stopped = stopFeatures()
        abandonExports()
        for (const undo of [globals.undo, ...(meterProvider ? [forgetCells] : [])]) undo()
        await Promise.all([stopped, prometheus?.close()])
      },
    }
  } catch (error) {
    for (const undo of undos.reverse()) void Promise.resolve(undo()).catch((reason) => reportFailure('start', reason))
    throw error
  }
}

/** From now on calls count into cells that our readers read in bulk. */
function useOwnCells(buckets: Config['histogramBuckets']): () => void {
  const problems: string[] = []
  hub().store = new MetricCells(readHistogramBuckets(buckets, problems))
  for (const problem of problems) diag.warn(`[tokenscope] ${problem}`)
  return forgetCells
}

function forgetCells(): void {
  hub().store = undefined
}

/** Says which of the things that `start()` would register are somebody else's. */
function sayWhatIsTaken({ signals, given }: Config, hasMetrics: boolean): void {
  const wanted: Partial<Record<ApiName, boolean>> = {
    trace: signals.traces.exporters.length > 0 || given.spanProcessors !== undefined,
    metrics: hasMetrics,
    logs: signals.logs.exporters.length > 0 || given.logRecordProcessors !== undefined,
  }
  const theirs = (['trace', 'metrics', 'logs'] as const).filter((name) => wanted[name] && isRegistered(name))
  if (theirs.length === 0) return
  diag.warn(
    `[tokenscope] another OpenTelemetry SDK has already registered itself for ${theirs.join(' and ')} and stays in charge: ` +
      `${theirs.includes('trace') ? 'spans of calls go to it, and the trace exporters of start() are not used; ' : ''}` +
      `${hasMetrics ? 'metrics of calls go to the readers of start(). ' : ''}` +
      'Call start() before the other SDK, or leave start() out and give the other SDK new OpenAIInstrumentation().',
  )
}

async function each(providers: readonly Provider[], what: string, run: (provider: Provider) => Promise<void>): Promise<void> {
  await Promise.all(
    providers.map(async (provider) => {
      try {
        await run(provider)
      } catch (error) {
        reportFailure(what, error)
      }
    }),
  )
}

import * as otel from '@opentelemetry/api'
import type { Profile } from '@tokenscope/semconv'
import { type Clock, monotonicMs } from './clock.ts'
import { type CapturePolicy, createCapturePolicy } from './content/capture-policy.ts'
import type { PriceTable } from './cost.ts'
import { reportFailure } from './failure.ts'
import { TIMELINE_SLOTS } from './generation/event-budget.ts'
import { Generation } from './generation/generation.ts'
import type { GenerationStart } from './generation/generation-start.ts'
import { CallMetricsCache } from './metrics/call-metrics-cache.ts'
import type { MetricStore } from './metrics/metric-store.ts'
import { createStoreSelector, type Scope } from './metrics/store-selector.ts'
import type { ResolvedOptions } from './options/resolve-options.ts'
import type { LogEvent, LoggerProviderLike, TelemetryOptions, TokenEventMode } from './options/telemetry-options.ts'

/** Makes generations with one set of options: tracer, metrics, logger and policies, each found once. */
export interface Recorder {
  readonly profile: Profile
  readonly options: ResolvedOptions
  readonly capture: CapturePolicy
  readonly prices: PriceTable | undefined
  readonly tokenEvents: TokenEventMode
  readonly timelineSlots: number
  readonly stallThresholdMs: number
  readonly callMetrics: CallMetricsCache
  readonly clock: Clock
  tracer(): otel.Tracer
  store(): MetricStore
  logger(): { emit(record: LogEvent): void } | undefined
  /** Starts a generation; undefined when that fails, which is reported and must not matter to the caller. */
  start(start: GenerationStart, startMs?: number): Generation | undefined
}

export function createRecorder(
  scope: Scope,
  providers: Pick<TelemetryOptions, 'tracerProvider' | 'meterProvider' | 'loggerProvider'>,
  options: ResolvedOptions,
  clock: Clock = monotonicMs,
): Recorder {
  const recorder: Recorder = {
    options,
    profile: options.profile,
    capture: createCapturePolicy(options),
    prices: options.prices,
    tokenEvents: options.tokenEvents,
    timelineSlots: TIMELINE_SLOTS[options.tokenEvents],
    stallThresholdMs: options.stallThresholdMs,
    callMetrics: new CallMetricsCache(options.profile),
    clock,
    tracer: createTracerSelector(scope, providers.tracerProvider),
    store: createStoreSelector(scope, providers.meterProvider),
    logger: () => loggerProvider(providers.loggerProvider)?.getLogger(scope.name, scope.version),
    start(start, startMs) {
      try {
        return new Generation(recorder, start, startMs ?? clock())
      } catch (error) {
        reportFailure('start of a call', error)
        return undefined
      }
    },
  }
  return recorder
}

/**
 * Finds the tracer for the next call: of the given provider, else of the global one. Asked at each call, because a proxy tracer
 * stays with the provider that it found first, and an application may shut its SDK down and start another.
 */
function createTracerSelector(scope: Scope, given: otel.TracerProvider | undefined): () => otel.Tracer {
  if (given) {
    const tracer = given.getTracer(scope.name, scope.version)
    return () => tracer
  }
  let provider: otel.TracerProvider | undefined
  let tracer: otel.Tracer | undefined
  return () => {
    const current = otel.trace.getTracerProvider()
    if (tracer === undefined || current !== provider) {
      provider = current
      tracer = current.getTracer(scope.name, scope.version)
    }
    return tracer
  }
}

/** The Logs API is in `@opentelemetry/api` from 1.10 on; with an older one events need an explicit provider. */
function loggerProvider(given: LoggerProviderLike | undefined): LoggerProviderLike | undefined {
  if (given) return given
  const { logs } = otel as unknown as { logs?: { getLoggerProvider?(): LoggerProviderLike } }
  return logs?.getLoggerProvider?.()
}

import type { Environment } from '@tokenscope/core'
import { DEFAULT_SLA_TARGETS } from '../summary/sla-targets.ts'
import { checkOptions } from './check-options.ts'
import { type Config, DETECTORS, LOG_LEVELS, PROPAGATORS } from './config.ts'
import { EnvironmentReader } from './read-environment.ts'
import { resolveGpu } from './resolve-gpu.ts'
import { resolvePrometheus, resolveSignals } from './resolve-signals.ts'
import { logBatch, logLimits, resolveExportTimes, resolveSampler, spanBatch, spanLimits } from './resolve-tuning.ts'
import type { StartOptions } from './start-options.ts'

const DEFAULT_WINDOW_MS = 300_000

/**
 * Decides everything from options, then environment, then defaults. Pure. What is wrong is left out and described, with its
 * value and what is allowed.
 */
export function resolveConfig(given: unknown, environment: Environment): { config: Config; problems: string[] } {
  const env = new EnvironmentReader(environment)
  const options = checkOptions(given, env.problems)
  const signals = resolveSignals(options, env)
  const config: Config = {
    disabled: env.boolean('OTEL_SDK_DISABLED') ?? false,
    logLevel: env.choice('OTEL_LOG_LEVEL', LOG_LEVELS) ?? 'warn',
    endpoint: options.endpoint,
    signals,
    prometheus: resolvePrometheus(options, env),
    spanBatch: spanBatch(env),
    logBatch: logBatch(env),
    spanLimits: { ...(wantsEveryEvent(options, env) && { eventCountLimit: EVERY_EVENT }), ...spanLimits(env) },
    logLimits: logLimits(env),
    ...resolveExportTimes(env),
    sampler: resolveSampler(env),
    propagators: listWithNone(env, 'OTEL_PROPAGATORS', PROPAGATORS, ['tracecontext', 'baggage']),
    detectors: resolveDetectors(env),
    sdkMetrics: env.boolean('OTEL_NODE_EXPERIMENTAL_SDK_METRICS') ?? false,
    openai: resolveOpenAI(options, env),
    host: options.host ?? env.boolean('TOKENSCOPE_HOST_METRICS') ?? true,
    runtime: options.runtime ?? env.boolean('TOKENSCOPE_RUNTIME_METRICS') ?? true,
    ...resolveGpu(options, env),
    histogramBuckets: options.histogramBuckets ?? env.text('TOKENSCOPE_HISTOGRAM_BUCKETS'),
    shutdownTimeoutMs: options.shutdownTimeoutMs ?? env.number('TOKENSCOPE_SHUTDOWN_TIMEOUT_MS', 1) ?? 5_000,
    handleSignals: options.handleSignals ?? env.boolean('TOKENSCOPE_HANDLE_SIGNALS') ?? true,
    summaryWindowMs: options.summary?.windowMs ?? DEFAULT_WINDOW_MS,
    sla: options.summary?.sla ?? DEFAULT_SLA_TARGETS,
    given: pick(options, [
      'serviceName',
      'serviceVersion',
      'resourceAttributes',
      'spanProcessors',
      'metricReaders',
      'logRecordProcessors',
      'views',
      'sampler',
    ]),
  }
  return { config, problems: env.problems }
}

/** Core makes at most 4,096 events of chunks and some of retries and stalls. */
const EVERY_EVENT = 4_160

/** The SDK's limit of 128 would cut what was asked for. A limit that the user sets holds. */
function wantsEveryEvent(options: StartOptions, env: EnvironmentReader): boolean {
  const openai = typeof options.openai === 'object' ? options.openai : {}
  return (openai.tokenEvents ?? options.tokenEvents ?? env.text('TOKENSCOPE_TOKEN_EVENTS')?.toLowerCase()) === 'every'
}

const CALL_OPTIONS = [
  'semconv',
  'captureContent',
  'tokenEvents',
  'stallThresholdMs',
  'provider',
  'redact',
  'maxContentLength',
  'prices',
  'propagateTraceContext',
] as const

function resolveOpenAI(options: StartOptions, env: EnvironmentReader): Config['openai'] {
  const wanted = options.openai ?? env.boolean('TOKENSCOPE_OPENAI') ?? true
  if (wanted === false) return undefined
  return { ...pick(options, CALL_OPTIONS), ...(typeof wanted === 'object' && wanted) }
}

function resolveDetectors(env: EnvironmentReader): Config['detectors'] {
  const listed = env.list('OTEL_NODE_RESOURCE_DETECTORS', [...DETECTORS, 'all', 'none'])
  if (listed === undefined || listed.includes('all')) return DETECTORS
  return listed.includes('none') ? [] : DETECTORS.filter((name) => listed.includes(name))
}

function listWithNone<T extends string>(env: EnvironmentReader, name: string, allowed: readonly T[], standard: readonly T[]): readonly T[] {
  const listed = env.list<T | 'none'>(name, [...allowed, 'none'])
  if (listed === undefined) return standard
  return listed.includes('none') ? [] : (listed as T[])
}

function pick<T extends object, K extends keyof T>(from: T, names: readonly K[]): Pick<T, K> {
  return Object.fromEntries(names.filter((name) => from[name] !== undefined).map((name) => [name, from[name]])) as Pick<T, K>
}

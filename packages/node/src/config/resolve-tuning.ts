import { type BatchConfig, type Config, SAMPLERS } from './config.ts'
import type { EnvironmentReader } from './read-environment.ts'

const DEFAULT_INTERVAL_MS = 60_000
const DEFAULT_TIMEOUT_MS = 30_000

/** Variable to field, for settings that are whole numbers from 1. The first variable that is set wins. */
type NumberTable<T> = { readonly [K in keyof T]-?: readonly string[] }

const LIMITS: NumberTable<Config['spanLimits']> = {
  attributeCountLimit: ['OTEL_SPAN_ATTRIBUTE_COUNT_LIMIT', 'OTEL_ATTRIBUTE_COUNT_LIMIT'],
  attributeValueLengthLimit: ['OTEL_SPAN_ATTRIBUTE_VALUE_LENGTH_LIMIT', 'OTEL_ATTRIBUTE_VALUE_LENGTH_LIMIT'],
  eventCountLimit: ['OTEL_SPAN_EVENT_COUNT_LIMIT'],
  linkCountLimit: ['OTEL_SPAN_LINK_COUNT_LIMIT'],
  attributePerEventCountLimit: ['OTEL_EVENT_ATTRIBUTE_COUNT_LIMIT', 'OTEL_SPAN_ATTRIBUTE_PER_EVENT_COUNT_LIMIT'],
  attributePerLinkCountLimit: ['OTEL_LINK_ATTRIBUTE_COUNT_LIMIT', 'OTEL_SPAN_ATTRIBUTE_PER_LINK_COUNT_LIMIT'],
}

const LOG_LIMITS: NumberTable<Config['logLimits']> = {
  attributeCountLimit: ['OTEL_LOGRECORD_ATTRIBUTE_COUNT_LIMIT', 'OTEL_ATTRIBUTE_COUNT_LIMIT'],
  attributeValueLengthLimit: ['OTEL_LOGRECORD_ATTRIBUTE_VALUE_LENGTH_LIMIT', 'OTEL_ATTRIBUTE_VALUE_LENGTH_LIMIT'],
}

export function spanLimits(env: EnvironmentReader): Config['spanLimits'] {
  return numbers(env, LIMITS)
}

export function logLimits(env: EnvironmentReader): Config['logLimits'] {
  return numbers(env, LOG_LIMITS)
}

export function spanBatch(env: EnvironmentReader): BatchConfig {
  return batch(env, 'OTEL_BSP')
}

export function logBatch(env: EnvironmentReader): BatchConfig {
  return batch(env, 'OTEL_BLRP')
}

/** Interval and timeout of the metric export; a timeout above the interval is cut to it. */
export function resolveExportTimes(env: EnvironmentReader): Pick<Config, 'exportIntervalMs' | 'exportTimeoutMs'> {
  const exportIntervalMs = env.number('OTEL_METRIC_EXPORT_INTERVAL', 1) ?? DEFAULT_INTERVAL_MS
  const asked = env.number('OTEL_METRIC_EXPORT_TIMEOUT', 1)
  if (asked !== undefined && asked > exportIntervalMs) {
    env.problems.push(
      `OTEL_METRIC_EXPORT_TIMEOUT is "${asked}"; allowed is at most OTEL_METRIC_EXPORT_INTERVAL, ${exportIntervalMs}. That is used.`,
    )
  }
  return { exportIntervalMs, exportTimeoutMs: Math.min(asked ?? DEFAULT_TIMEOUT_MS, exportIntervalMs) }
}

/** Undefined where the variable is not set: the SDK's default holds. */
export function resolveSampler(env: EnvironmentReader): Config['sampler'] {
  const name = env.choice('OTEL_TRACES_SAMPLER', SAMPLERS)
  if (name === undefined) return undefined
  return { name, ratio: env.number('OTEL_TRACES_SAMPLER_ARG', 0, 1, true) ?? 1 }
}

function batch(env: EnvironmentReader, prefix: string): BatchConfig {
  return numbers<BatchConfig>(env, {
    scheduledDelayMillis: [`${prefix}_SCHEDULE_DELAY`],
    exportTimeoutMillis: [`${prefix}_EXPORT_TIMEOUT`],
    maxQueueSize: [`${prefix}_MAX_QUEUE_SIZE`],
    maxExportBatchSize: [`${prefix}_MAX_EXPORT_BATCH_SIZE`],
  })
}

function numbers<T>(env: EnvironmentReader, table: NumberTable<T>): T {
  const found: Record<string, number> = {}
  for (const [field, variables] of Object.entries<readonly string[]>(table)) {
    for (const variable of variables) {
      const value = env.number(variable, 1)
      if (value === undefined) continue
      found[field] = value
      break
    }
  }
  return found as T
}

import type { Signal } from '../exporters/signal.ts'
import { type Config, PROTOCOLS, type Protocol } from './config.ts'
import type { EnvironmentReader } from './read-environment.ts'
import type { StartOptions } from './start-options.ts'

const LOOPBACK = '127.0.0.1'
const PROMETHEUS_PORT = 9464

/**
 * Where each signal goes. OTLP is on only where an endpoint is known or it is named as exporter: with nothing configured
 * nothing is sent to a port where nobody may listen.
 */
export function resolveSignals(options: StartOptions, env: EnvironmentReader): Config['signals'] {
  const metrics = exporters(env, 'metrics', ['otlp', 'console', 'prometheus'], options)
  return {
    traces: { exporters: exporters(env, 'traces', ['otlp', 'console', 'zipkin'], options), protocol: protocol(env, 'traces') },
    metrics: { exporters: metrics.filter((name) => name !== 'prometheus'), protocol: protocol(env, 'metrics') },
    logs: { exporters: exporters(env, 'logs', ['otlp', 'console'], options), protocol: protocol(env, 'logs') },
  }
}

/** The Prometheus endpoint: as told, else where `OTEL_METRICS_EXPORTER` names it, else where no OTLP endpoint takes metrics. */
export function resolvePrometheus(options: StartOptions, env: EnvironmentReader): Config['prometheus'] {
  const { prometheus } = options
  const own = env.boolean('TOKENSCOPE_PROMETHEUS')
  const listed = env.text('OTEL_METRICS_EXPORTER')?.split(',')
  const standard = listed ? listed.some((name) => name.trim() === 'prometheus') : !hasEndpoint(env, 'metrics', options)
  const port = env.number('OTEL_EXPORTER_PROMETHEUS_PORT', 0, 65_535)
  const host = env.text('OTEL_EXPORTER_PROMETHEUS_HOST')
  if (!(prometheus ?? own ?? standard)) return undefined
  const given = typeof prometheus === 'object' ? prometheus : {}
  return { host: given.host ?? host ?? LOOPBACK, port: given.port ?? port ?? PROMETHEUS_PORT }
}

function exporters<T extends string>(env: EnvironmentReader, signal: Signal, allowed: readonly T[], options: StartOptions): T[] {
  const listed = env.list<T | 'none'>(`OTEL_${signal.toUpperCase()}_EXPORTER`, [...allowed, 'none'])
  if (listed === undefined) return hasEndpoint(env, signal, options) ? ['otlp' as T] : []
  return listed.includes('none') ? [] : (listed as T[])
}

function hasEndpoint(env: EnvironmentReader, signal: Signal, options: StartOptions): boolean {
  const read = (name: string): string | undefined => (protocol(env, signal) === 'grpc' ? env.text(name) : env.httpUrl(name))
  const general = read('OTEL_EXPORTER_OTLP_ENDPOINT')
  const special = read(`OTEL_EXPORTER_OTLP_${signal.toUpperCase()}_ENDPOINT`)
  return options.endpoint !== undefined || general !== undefined || special !== undefined
}

function protocol(env: EnvironmentReader, signal: Signal): Protocol {
  return (
    env.choice(`OTEL_EXPORTER_OTLP_${signal.toUpperCase()}_PROTOCOL`, PROTOCOLS) ??
    env.choice('OTEL_EXPORTER_OTLP_PROTOCOL', PROTOCOLS) ??
    'http/protobuf'
  )
}

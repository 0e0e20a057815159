/** Where one signal goes over OTLP. */
export interface OtlpTarget {
  readonly url: string
  readonly protocol: 'http/protobuf' | 'http/json' | 'grpc'
  readonly headers: Readonly<Record<string, string>>
  /** The variable that decided the URL, or `undefined` for the default. */
  readonly from: string | undefined
}

export const SIGNALS = ['traces', 'metrics', 'logs'] as const
export type Signal = (typeof SIGNALS)[number]

export interface SignalPlan {
  /** Names of the exporters: `otlp`, `console`, `prometheus`, `none`. */
  readonly exporters: readonly string[]
  readonly otlp: OtlpTarget | undefined
}

/** What would be exported where. */
export interface ExportPlan {
  readonly disabled: boolean
  readonly signals: Readonly<Record<Signal, SignalPlan>>
  readonly prometheus: { readonly host: string; readonly port: number } | undefined
}

type Environment = Readonly<Record<string, string | undefined>>

/**
 * Whose defaults apply where a variable is not set.
 * - `tokenscope`: `start()` sends OTLP only where an endpoint is set, and else serves metrics for Prometheus
 * - `sdk`: OpenTelemetry's `NodeSDK` sends everything to the local OTLP port
 */
export type Defaults = 'tokenscope' | 'sdk'

const DEFAULT_PORT = 9464

/** The names that exist. Others are told as values that are not allowed, and are ignored. */
const EXPORTERS: Readonly<Record<Signal, readonly string[]>> = {
  traces: ['otlp', 'console', 'zipkin', 'none'],
  metrics: ['otlp', 'console', 'prometheus', 'none'],
  logs: ['otlp', 'console', 'none'],
}

/** Whether a port can be listened on; 0 is any free one. */
function isPort(port: number): boolean {
  return Number.isInteger(port) && port >= 0 && port <= 65_535
}

const PROTOCOLS = ['http/protobuf', 'http/json', 'grpc'] as const

/** Reads the standard variables as `start()` or the SDK does. Pure. */
export function planExports(env: Environment, defaults: Defaults): ExportPlan {
  const signals = Object.fromEntries(SIGNALS.map((signal) => [signal, planSignal(signal, env, defaults)])) as Record<Signal, SignalPlan>
  return { disabled: env.OTEL_SDK_DISABLED?.trim().toLowerCase() === 'true', signals, prometheus: planPrometheus(env, signals, defaults) }
}

function planPrometheus(env: Environment, { metrics }: ExportPlan['signals'], defaults: Defaults): ExportPlan['prometheus'] {
  const own = defaults === 'tokenscope' ? env.TOKENSCOPE_PROMETHEUS?.trim().toLowerCase() : undefined
  if (own === 'false' || (own !== 'true' && !metrics.exporters.includes('prometheus'))) return undefined
  const host = env.OTEL_EXPORTER_PROMETHEUS_HOST?.trim() || (defaults === 'tokenscope' ? '127.0.0.1' : '0.0.0.0')
  const port = Number(env.OTEL_EXPORTER_PROMETHEUS_PORT?.trim() || DEFAULT_PORT)
  return { host, port: isPort(port) ? port : DEFAULT_PORT }
}

function planSignal(signal: Signal, env: Environment, defaults: Defaults): SignalPlan {
  const named = env[`OTEL_${signal.toUpperCase()}_EXPORTER`]?.trim() || defaultExporters(signal, env, defaults)
  const exporters = named
    .split(',')
    .map((name) => name.trim())
    .filter((name) => EXPORTERS[signal].includes(name))
  return { exporters, otlp: exporters.includes('otlp') ? otlpTarget(signal, env) : undefined }
}

function defaultExporters(signal: Signal, env: Environment, defaults: Defaults): string {
  const endpoint = env.OTEL_EXPORTER_OTLP_ENDPOINT?.trim() || env[`OTEL_EXPORTER_OTLP_${signal.toUpperCase()}_ENDPOINT`]?.trim()
  if (endpoint || defaults === 'sdk') return 'otlp'
  return signal === 'metrics' ? 'prometheus' : 'none'
}

function otlpTarget(signal: Signal, env: Environment): OtlpTarget {
  const upper = signal.toUpperCase()
  const own = `OTEL_EXPORTER_OTLP_${upper}_`
  const value = (name: string): string | undefined => env[own + name]?.trim() || env[`OTEL_EXPORTER_OTLP_${name}`]?.trim() || undefined
  const protocol = PROTOCOLS.find((known) => known === value('PROTOCOL')) ?? 'http/protobuf'
  const headers = { ...parseHeaders(env.OTEL_EXPORTER_OTLP_HEADERS), ...parseHeaders(env[`${own}HEADERS`]) }
  const specific = env[`${own}ENDPOINT`]?.trim()
  // The signal's own endpoint is taken as it is; the common one is a base that the signal's path is added to.
  if (specific) return { url: specific, protocol, headers, from: `${own}ENDPOINT` }
  const common = env.OTEL_EXPORTER_OTLP_ENDPOINT?.trim()
  const base = common || (protocol === 'grpc' ? 'http://localhost:4317' : 'http://localhost:4318')
  const url = protocol === 'grpc' ? base : `${base.replace(/\/$/, '')}/v1/${signal}`
  return { url, protocol, headers, from: common ? 'OTEL_EXPORTER_OTLP_ENDPOINT' : undefined }
}

/** `name=value` pairs with commas between them, values percent-encoded. */
function parseHeaders(text: string | undefined): Record<string, string> {
  const pairs = (text ?? '').split(',').map((pair) => pair.split(/=(.*)/s))
  return Object.fromEntries(
    pairs.filter(([name, value]) => name?.trim() && value !== undefined).map(([name, value]) => [name!.trim(), decode(value!.trim())]),
  )
}

function decode(value: string): string {
  try {
    return decodeURIComponent(value)
  } catch {
    return value
  }
}

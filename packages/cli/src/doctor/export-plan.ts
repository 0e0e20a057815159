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

const PROTOCOLS = ['http/protobuf', 'http/json', 'grpc'] as const
const DEFAULT_EXPORTERS: Readonly<Record<Signal, string>> = { traces: 'otlp', metrics: 'otlp', logs: 'otlp' }

/** Reads the standard variables as the SDK does. Pure. */
export function planExports(env: Environment): ExportPlan {
  const signals = Object.fromEntries(SIGNALS.map((signal) => [signal, planSignal(signal, env)])) as Record<Signal, SignalPlan>
  const prometheus = signals.metrics.exporters.includes('prometheus')
    ? { host: env.OTEL_EXPORTER_PROMETHEUS_HOST || '0.0.0.0', port: Number(env.OTEL_EXPORTER_PROMETHEUS_PORT || 9464) }
    : undefined
  return { disabled: env.OTEL_SDK_DISABLED?.trim().toLowerCase() === 'true', signals, prometheus }
}

function planSignal(signal: Signal, env: Environment): SignalPlan {
  const named = env[`OTEL_${signal.toUpperCase()}_EXPORTER`]?.trim() || DEFAULT_EXPORTERS[signal]
  const exporters = named
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '')
  return { exporters, otlp: exporters.includes('otlp') ? otlpTarget(signal, env) : undefined }
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

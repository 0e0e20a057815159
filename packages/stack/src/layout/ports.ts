/** One listening address of the stack. */
export interface PortRow {
  readonly default: number
  readonly component: ComponentName
  /** What it is for, in a few words. */
  readonly purpose: string
  /** Environment variables that the shipped configuration reads, and what of the address each holds. */
  readonly variables: Readonly<Record<string, 'host:port' | 'host' | 'port' | 'url'>>
}

/** A process of the stack. */
export type ComponentName = 'collector' | 'jaeger' | 'prometheus' | 'alertmanager'

/** The name of a listening address. */
export type PortName =
  | 'otlpHttp'
  | 'otlpGrpc'
  | 'collectorHealth'
  | 'collectorMetrics'
  | 'collectorScrape'
  | 'jaeger'
  | 'jaegerGrpc'
  | 'jaegerOtlp'
  | 'jaegerOtlpHttp'
  | 'jaegerHealth'
  | 'prometheus'
  | 'alertmanager'

/** Where everything listens: address of this machine only. */
export const HOST: string = '127.0.0.1'

/** Every port: its default, who listens there, and how the configuration is told. */
export const PORTS: Readonly<Record<PortName, PortRow>> = {
  otlpHttp: {
    default: 4318,
    component: 'collector',
    purpose: 'OTLP over HTTP',
    variables: { TOKENSCOPE_OTLP_HTTP: 'host:port' },
  },
  otlpGrpc: {
    default: 4317,
    component: 'collector',
    purpose: 'OTLP over gRPC',
    variables: { TOKENSCOPE_OTLP_GRPC: 'host:port' },
  },
  collectorHealth: {
    default: 13_133,
    component: 'collector',
    purpose: 'health',
    variables: { TOKENSCOPE_COLLECTOR_HEALTH: 'host:port' },
  },
  collectorMetrics: {
    default: 8888,
    component: 'collector',
    purpose: 'its own metrics',
    variables: { TOKENSCOPE_COLLECTOR_METRICS_HOST: 'host', TOKENSCOPE_COLLECTOR_METRICS_PORT: 'port' },
  },
  collectorScrape: {
    default: 8889,
    component: 'collector',
    purpose: 'metrics to scrape',
    variables: { TOKENSCOPE_SCRAPE: 'host:port' },
  },
  jaeger: {
    default: 16_686,
    component: 'jaeger',
    purpose: 'traces, in a browser',
    variables: { TOKENSCOPE_JAEGER_HTTP: 'host:port' },
  },
  jaegerGrpc: {
    default: 16_685,
    component: 'jaeger',
    purpose: 'query API over gRPC',
    variables: { TOKENSCOPE_JAEGER_GRPC: 'host:port' },
  },
  jaegerOtlp: {
    default: 14_317,
    component: 'jaeger',
    purpose: 'OTLP from the Collector',
    variables: { TOKENSCOPE_JAEGER_OTLP: 'host:port' },
  },
  jaegerOtlpHttp: {
    default: 14_318,
    component: 'jaeger',
    purpose: 'OTLP over HTTP, around the Collector',
    variables: { TOKENSCOPE_JAEGER_OTLP_HTTP: 'host:port' },
  },
  jaegerHealth: {
    default: 13_135,
    component: 'jaeger',
    purpose: 'health',
    variables: { TOKENSCOPE_JAEGER_HEALTH: 'host:port' },
  },
  prometheus: {
    default: 9090,
    component: 'prometheus',
    purpose: 'metrics and alerts, in a browser',
    variables: { TOKENSCOPE_PROMETHEUS_URL: 'url' },
  },
  alertmanager: {
    default: 9093,
    component: 'alertmanager',
    purpose: 'alerts and silences, in a browser',
    variables: {},
  },
}

/** Every port with its number. */
export type Ports = Readonly<Record<PortName, number>>

/** The names of all ports. */
export const PORT_NAMES: readonly PortName[] = Object.keys(PORTS) as PortName[]

/** What the shipped configuration reads from the environment, for these ports. Pure. */
export function toEnvironment(ports: Ports): Record<string, string> {
  const shapes = (port: number) => ({ 'host:port': `${HOST}:${port}`, host: HOST, port: String(port), url: `http://${HOST}:${port}` })
  return Object.fromEntries(
    PORT_NAMES.flatMap((name) => Object.entries(PORTS[name].variables).map(([variable, shape]) => [variable, shapes(ports[name])[shape]])),
  )
}

/** `text` with each default address replaced by the real one: for programs that cannot read the environment. Pure. */
export function replaceAddresses(text: string, ports: Ports): string {
  const byDefault = new Map(PORT_NAMES.map((name) => [PORTS[name].default, ports[name]]))
  return text.replaceAll(/\b(127\.0\.0\.1|localhost):(\d+)\b/g, (address, host: string, port: string) => {
    const real = byDefault.get(Number(port))
    return real === undefined ? address : `${host}:${real}`
  })
}

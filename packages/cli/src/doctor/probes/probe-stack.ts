import { HOST, PORTS, type StackUrls } from '@tokenscope/stack'
import { parsePrometheusText, type Sample } from '@tokenscope/testing'

/** Where the parts of a stack are looked for. */
export interface StackAddresses {
  readonly otlpHttp: string
  readonly collectorHealth: string
  readonly collectorMetrics: string
  readonly jaeger: string
}

/** What runs at the stack's addresses. */
export interface StackFacts {
  readonly addresses: StackAddresses
  /** `absent`: nothing answers there. */
  readonly collector: 'ready' | 'not-ready' | 'absent'
  /** What the Collector counts about itself, where it tells. */
  readonly counts: readonly Sample[]
  /** The names of the services whose traces Jaeger has, or what is wrong with Jaeger. */
  readonly jaeger: { readonly services: readonly string[] } | 'absent' | 'other'
}

const TIMEOUT_MS = 2_000

/** The addresses that the shipped configuration listens on, as its variables say; else those of the user's stack that runs; else the default ones. */
export function stackAddresses(env: Readonly<Record<string, string | undefined>>, running?: StackUrls): StackAddresses {
  const address = (name: keyof StackAddresses, said: string | undefined): string =>
    said ? `http://${said}` : (running?.[name] ?? `http://${HOST}:${PORTS[name].default}`)
  const { TOKENSCOPE_COLLECTOR_METRICS_HOST: host, TOKENSCOPE_COLLECTOR_METRICS_PORT: port } = env
  return {
    otlpHttp: address('otlpHttp', env.TOKENSCOPE_OTLP_HTTP),
    collectorHealth: address('collectorHealth', env.TOKENSCOPE_COLLECTOR_HEALTH),
    collectorMetrics: address('collectorMetrics', host || port ? `${host || HOST}:${port || PORTS.collectorMetrics.default}` : undefined),
    jaeger: address('jaeger', env.TOKENSCOPE_JAEGER_HTTP),
  }
}

/** Asks the Collector and Jaeger how they are. Never rejects. */
export async function probeStack(addresses: StackAddresses): Promise<StackFacts> {
  const [health, metrics, services] = await Promise.all([
    get(addresses.collectorHealth),
    get(`${addresses.collectorMetrics}/metrics`),
    get(`${addresses.jaeger}/api/services`),
  ])
  return {
    addresses,
    collector: health === undefined ? 'absent' : health.ok ? 'ready' : 'not-ready',
    counts: metrics?.ok ? countsOf(metrics.text) : [],
    jaeger: services === undefined ? 'absent' : servicesOf(services.text),
  }
}

function countsOf(page: string): Sample[] {
  try {
    return parsePrometheusText(page).filter(({ name }) => name.startsWith('otelcol_'))
  } catch {
    return []
  }
}

function servicesOf(text: string): StackFacts['jaeger'] {
  try {
    const { data } = JSON.parse(text) as { data?: unknown }
    // Jaeger without a trace answers `null`.
    const services = data ?? []
    return Array.isArray(services) ? { services: services.filter((name) => typeof name === 'string') } : 'other'
  } catch {
    return 'other'
  }
}

async function get(url: string): Promise<{ ok: boolean; text: string } | undefined> {
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(TIMEOUT_MS), redirect: 'error' })
    return { ok: response.ok, text: await response.text() }
  } catch {
    return undefined
  }
}

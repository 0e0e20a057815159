import { parse } from 'yaml'
import type { Section } from './collector-config.ts'

/** Components by section. */
export type ComponentSet = Readonly<Record<Section, ReadonlySet<string>>>

/** What a Go module of `builder.yaml` is called in a configuration: the end of its path without the section's word, but for these. */
const NAMES: Readonly<Record<string, string>> = {
  otlp: 'otlp',
  'exporter/otlp': 'otlp_grpc',
  'exporter/otlphttp': 'otlp_http',
  memorylimiter: 'memory_limiter',
  tailsampling: 'tail_sampling',
  spanmetrics: 'span_metrics',
  signaltometrics: 'signal_to_metrics',
  loadbalancing: 'load_balancing',
  prometheusremotewrite: 'prometheus_remote_write',
  healthcheck: 'health_check',
  filestorage: 'file_storage',
}

const MODULES: readonly [Section, RegExp][] = [
  ['receivers', /\/receiver\/(\w+)receiver /],
  ['processors', /\/processor\/(\w+)processor /],
  ['exporters', /\/exporter\/(\w+)exporter /],
  ['connectors', /\/connector\/(\w+)connector /],
  ['extensions', /\/extension\/(?:storage\/)?(\w+?)(?:extension)? /],
]

/** The components that the Collector of this manifest has. */
export function componentsOfBuilder(manifest: string): ComponentSet {
  const sections = parse(manifest) as Partial<Record<Section, readonly { readonly gomod: string }[]>>
  const named = ([section, pattern]: [Section, RegExp]): [Section, Set<string>] => {
    const modules = (sections[section] ?? []).map(({ gomod }) => pattern.exec(gomod)?.[1] ?? gomod)
    const kind = section.slice(0, -1)
    return [section, new Set(modules.map((module) => NAMES[`${kind}/${module}`] ?? NAMES[module] ?? module))]
  }
  return Object.fromEntries(MODULES.map((row) => named([...row]))) as Record<Section, Set<string>>
}

/** What the contrib distribution has beyond that and our files for it use. */
const CONTRIB: Readonly<Record<Section, readonly string[]>> = {
  receivers: ['kafka', 'host_metrics', 'k8s_cluster', 'file_log'],
  processors: ['resource_detection', 'k8s_attributes', 'group_by_trace', 'probabilistic_sampler', 'gen_ai_normalizer', 'cumulativetodelta'],
  exporters: ['kafka', 'file'],
  connectors: ['service_graph', 'routing', 'count', 'failover'],
  extensions: ['memory_limiter', 'bearertokenauth', 'basicauth'],
}

/** What Jaeger 2 has: it is a Collector of its own. */
const JAEGER: Readonly<Record<Section, readonly string[]>> = {
  receivers: ['otlp', 'kafka', 'jaeger', 'zipkin', 'nop'],
  processors: ['batch', 'memory_limiter', 'tail_sampling', 'attributes', 'filter', 'adaptive_sampling'],
  exporters: ['jaeger_storage_exporter', 'otlp', 'kafka', 'debug', 'prometheus', 'nop'],
  connectors: ['forward', 'spanmetrics'],
  extensions: ['jaeger_storage', 'jaeger_query', 'healthcheckv2', 'remote_sampling', 'pprof', 'zpages', 'expvar'],
}

export function withContrib(known: ComponentSet): ComponentSet {
  const both = (section: string): Set<string> => new Set([...known[section as Section], ...CONTRIB[section as Section]])
  return Object.fromEntries(Object.keys(CONTRIB).map((section) => [section, both(section)])) as Record<Section, Set<string>>
}

export const JAEGER_COMPONENTS: ComponentSet = Object.fromEntries(
  Object.entries(JAEGER).map(([section, names]) => [section, new Set(names)]),
) as Record<Section, Set<string>>

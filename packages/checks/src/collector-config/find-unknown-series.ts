import { ALL_METRICS, toPrometheusName, toPrometheusSeries } from '@tokenscope/semconv'
import { parse } from 'yaml'
import type { Finding } from './finding.ts'
import { promqlNames } from './promql-names.ts'

interface RuleFile {
  readonly groups?: readonly { readonly name: string; readonly rules?: readonly Rule[] }[]
}
interface Rule {
  readonly alert?: string
  readonly record?: string
  readonly expr: string
}

const ITEMS = '(?:spans|metric_points|log_records)'

/** What others than we give. */
const FOREIGN: readonly RegExp[] = [
  /^(?:up|ALERTS|ALERTS_FOR_STATE|target_info|scrape_\w+)$/,
  /^traces_span_metrics_(?:kept_)?(?:calls_total|duration_milliseconds_(?:bucket|sum|count))$/,
  // The Collector's own, with the suffixes that our files ask for.
  new RegExp(`^otelcol_exporter_(?:sent|send_failed|enqueue_failed)_${ITEMS}_total$`),
  /^otelcol_exporter_(?:queue_size|queue_capacity|in_flight_requests)$/,
  new RegExp(`^otelcol_receiver_(?:accepted|refused|failed)_${ITEMS}_total$`),
  new RegExp(`^otelcol_processor_memory_limiter_(?:accepted|refused)_${ITEMS}_total$`),
  /^otelcol_processor_(?:incoming|outgoing)_items_total$/,
  /^otelcol_processor_tail_sampling_(?:(?:global_)?count_traces_sampled|new_trace_id_received|sampling_trace_dropped_too_early|sampling_policy_evaluation_error|early_releases_from_cache_decision|traces_dropped_too_large)_total$/,
  /^otelcol_processor_tail_sampling_sampling_traces_on_memory$/,
  /^otelcol_process_(?:uptime_seconds_total|cpu_seconds_total|memory_rss_bytes|runtime_heap_alloc_bytes|runtime_total_sys_memory_bytes)$/,
  /^otelcol_loadbalancer_\w+$/,
  /^(?:prometheus|alertmanager)_(?:[a-z0-9]+_)+(?:total|seconds|bytes|bucket|sum|count|length|capacity|peers|alerts|success|ratio)$/,
  /^(?:vllm:|sglang:|llamacpp:|DCGM_FI_)\w+$/,
]

const OURS: ReadonlySet<string> = new Set(
  ALL_METRICS.flatMap((metric) => [
    ...toPrometheusSeries(metric, 'otlp'),
    ...toPrometheusSeries(metric, 'scrape'),
    // A native histogram is one series, by the metric's own name.
    ...(metric.instrument === 'histogram' ? [toPrometheusName(metric, 'otlp')] : []),
  ]),
)

/** Series that a rule reads and nobody gives. @param files texts of rule files by path; what one records, all may read */
export function findUnknownSeries(files: Readonly<Record<string, string>>): Finding[] {
  const rules = Object.entries(files).flatMap(([file, text]) => {
    const { groups = [] } = (parse(text) ?? {}) as RuleFile
    return groups.flatMap((group) => (group.rules ?? []).map((rule) => ({ file, group: group.name, rule })))
  })
  const recorded = new Set(rules.flatMap(({ rule }) => rule.record ?? []))
  return rules.flatMap(({ file, group, rule }) =>
    promqlNames(rule.expr)
      .filter((name) => !OURS.has(name) && !recorded.has(name) && !FOREIGN.some((pattern) => pattern.test(name)))
      .map((name) => ({
        file,
        path: `${group}.${rule.alert ?? rule.record ?? 'rule'}`,
        message: `nothing gives the series ${name}`,
        remedy: 'Correct the name; packages/docs/telemetry.md has ours, with the suffixes of Prometheus',
      })),
  )
}

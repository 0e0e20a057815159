import * as alertBridge from './alert-bridge-metrics.ts'
import * as genAi from './gen-ai-metrics.ts'
import * as gpu from './gpu-metrics.ts'
import * as gpuReader from './gpu-reader-metrics.ts'
import * as gpuRequest from './gpu-request-metrics.ts'
import * as host from './host-metrics.ts'
import * as hw from './hw-metrics.ts'
import type { MetricDefinition } from './metric-definition.ts'
import * as runtime from './runtime-metrics.ts'
import * as tokenscope from './tokenscope-metrics.ts'

/** The whole metric table, in the groups that its documentation shows. */

export interface MetricGroup {
  readonly title: string
  /** Who named the metrics: the OpenTelemetry conventions, Tokenscope, or the OpenTelemetry package that sends them. */
  readonly source: 'conventions' | 'tokenscope' | 'package'
  readonly metrics: readonly MetricDefinition[]
}

export const METRIC_GROUPS: readonly MetricGroup[] = [
  { title: 'LLM calls, by the GenAI conventions', source: 'conventions', metrics: definitionsIn(genAi) },
  { title: 'LLM calls, what the conventions lack', source: 'tokenscope', metrics: definitionsIn(tokenscope) },
  { title: 'GPUs, by the hardware conventions', source: 'conventions', metrics: definitionsIn(hw) },
  { title: 'GPUs, what the conventions lack', source: 'tokenscope', metrics: definitionsIn(gpu) },
  { title: 'What one call cost the GPUs', source: 'tokenscope', metrics: definitionsIn(gpuRequest) },
  { title: 'How well the GPUs are being read', source: 'tokenscope', metrics: definitionsIn(gpuReader) },
  { title: 'The bridge from Alertmanager to chat robots', source: 'tokenscope', metrics: definitionsIn(alertBridge) },
  { title: 'The host and the process', source: 'package', metrics: definitionsIn(host) },
  { title: 'The Node runtime', source: 'package', metrics: definitionsIn(runtime) },
]

export const ALL_METRICS: readonly MetricDefinition[] = METRIC_GROUPS.flatMap(({ metrics }) => metrics)

const BY_NAME: ReadonlyMap<string, MetricDefinition> = new Map(ALL_METRICS.map((metric) => [metric.name, metric]))

/** The definition of the metric with this OpenTelemetry name. */
export function metricByName(name: string): MetricDefinition | undefined {
  return BY_NAME.get(name)
}

/** By name: the order of a module's exports is not the same everywhere. */
function definitionsIn(module: Readonly<Record<string, unknown>>): MetricDefinition[] {
  return Object.values(module)
    .filter((value): value is MetricDefinition => typeof value === 'object' && value !== null && 'instrument' in value)
    .sort((a, b) => (a.name < b.name ? -1 : 1))
}

import type { MetricDefinition } from './metric-definition.ts'
import { toPrometheusUnit } from './prometheus-unit.ts'

/**
 * How a metric reaches Prometheus.
 * - `scrape`: through the endpoint of `@opentelemetry/exporter-prometheus`. Counters get `_total`; units are left out.
 * - `otlp`: through Prometheus's OTLP receiver, or a Collector, with the default translation. Counters get `_total`, units are
 *   written out, and a gauge with the unit `1` gets `_ratio`.
 */
export type PrometheusExposure = 'scrape' | 'otlp'

type Named = Pick<MetricDefinition, 'name' | 'unit' | 'instrument'>

/** The name of the metric family. A histogram's series add a suffix to it: see {@link toPrometheusSeries}. */
export function toPrometheusName(metric: Named, exposure: PrometheusExposure): string {
  return exposure === 'scrape' ? toScrapeName(metric) : toOtlpName(metric)
}

/** The names under which the metric's samples can be queried. */
export function toPrometheusSeries(metric: Named, exposure: PrometheusExposure): readonly string[] {
  const name = toPrometheusName(metric, exposure)
  return metric.instrument === 'histogram' ? [`${name}_bucket`, `${name}_sum`, `${name}_count`] : [name]
}

/** The label that an attribute becomes. */
export function toPrometheusLabel(attribute: string): string {
  return attribute.replaceAll(/[^A-Za-z0-9_]/g, '_').replaceAll(/_{2,}/g, '_')
}

function toScrapeName({ name, instrument }: Named): string {
  const sanitized = name.replaceAll(/[^A-Za-z0-9_]/g, '_').replaceAll(/_{2,}/g, '_')
  return instrument === 'counter' && !sanitized.endsWith('_total') ? `${sanitized}_total` : sanitized
}

function toOtlpName({ name, unit, instrument }: Named): string {
  let words = name.split(/[^A-Za-z0-9:]+/).filter((word) => word !== '')
  for (const word of toPrometheusUnit(unit)) if (!words.includes(word)) words.push(word)
  if (instrument === 'counter') words = moveToEnd(words, 'total')
  if (instrument === 'gauge' && unit === '1') words = moveToEnd(words, 'ratio')
  return words.join('_')
}

function moveToEnd(words: readonly string[], last: string): string[] {
  return [...words.filter((word) => word !== last), last]
}

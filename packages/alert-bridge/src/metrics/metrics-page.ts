import { toPrometheusLabel, toPrometheusName } from '@tokenscope/semconv'
import type { Labels, Series } from './series.ts'

export const METRICS_CONTENT_TYPE = 'text/plain; version=0.0.4; charset=utf-8'

/** The page that Prometheus reads, in its text format. */
export function metricsPage(all: readonly Series[]): string {
  const lines = all.flatMap((series) => {
    const name = toPrometheusName(series.metric, 'scrape')
    const { instrument, description } = series.metric
    const type = instrument === 'updowncounter' ? 'gauge' : instrument
    return [
      `# HELP ${name} ${description.replaceAll('\\', '\\\\').replaceAll('\n', '\\n')}`,
      `# TYPE ${name} ${type}`,
      ...series.samples().map(([suffix, labels, value]) => `${name}${suffix}${showLabels(labels)} ${value}`),
    ]
  })
  return `${lines.join('\n')}\n`
}

function showLabels(labels: Labels): string {
  const pairs = Object.entries(labels).map(([name, value]) => `${toPrometheusLabel(name)}="${escapeLabel(value)}"`)
  return pairs.length === 0 ? '' : `{${pairs.join(',')}}`
}

function escapeLabel(value: string): string {
  return value.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', '\\n')
}

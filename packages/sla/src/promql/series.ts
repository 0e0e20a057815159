import { type MetricDefinition, toPrometheusName } from '@tokenscope/semconv'

/** The series under which Prometheus keeps a metric that came by OTLP. For a native histogram it is the histogram itself. */
export function seriesOf(metric: MetricDefinition): string {
  return toPrometheusName(metric, 'otlp')
}

export function bucketsOf(metric: MetricDefinition): string {
  return `${seriesOf(metric)}_bucket`
}

export function countOf(metric: MetricDefinition): string {
  return `${seriesOf(metric)}_count`
}

export function sumOf(metric: MetricDefinition): string {
  return `${seriesOf(metric)}_sum`
}

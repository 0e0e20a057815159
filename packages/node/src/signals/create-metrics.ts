import type { Resource } from '@opentelemetry/resources'
import { ConsoleMetricExporter, type IMetricReader, MeterProvider, PeriodicExportingMetricReader } from '@opentelemetry/sdk-metrics'
import { reportFailure } from '@tokenscope/core'
import type { Config } from '../config/config.ts'
import { createOtlpExporter } from '../exporters/create-otlp-exporter.ts'
import type { PrometheusEndpoint } from '../exporters/prometheus-endpoint.ts'
import { reportOnce } from '../exporters/report-once.ts'
import { withCallMetrics } from '../metrics/with-call-metrics.ts'

/** The meter provider with every reader; undefined where nobody reads. Each reader also gets the call metrics, in bulk. */
export function createMetrics(config: Config, resource: Resource, prometheus: PrometheusEndpoint | undefined): MeterProvider | undefined {
  const readers = [...periodicReaders(config), ...(prometheus ? [prometheus.reader] : []), ...(config.given.metricReaders ?? [])]
  if (readers.length === 0) return undefined
  return new MeterProvider({
    resource,
    readers: readers.map(withCallMetrics),
    views: [...(config.given.views ?? [])],
    sdkMetricsEnabled: config.sdkMetrics,
  })
}

function periodicReaders(config: Config): IMetricReader[] {
  const { exporters, protocol } = config.signals.metrics
  return exporters.flatMap((name) => {
    try {
      const exporter = name === 'console' ? new ConsoleMetricExporter() : createOtlpExporter('metrics', protocol, config.endpoint)
      return [
        new PeriodicExportingMetricReader({
          exporter: reportOnce(exporter, `${name} export of metrics`, Math.ceil(config.exportTimeoutMs * 0.9)),
          exportIntervalMillis: config.exportIntervalMs,
          exportTimeoutMillis: config.exportTimeoutMs,
        }),
      ]
    } catch (error) {
      reportFailure(`${name} export of metrics`, error)
      return []
    }
  })
}

import type { Resource } from '@opentelemetry/resources'
import {
  ConsoleMetricExporter,
  type IMetricReader,
  MeterProvider,
  PeriodicExportingMetricReader,
  type ViewOptions,
} from '@opentelemetry/sdk-metrics'
import { reportFailure } from '@tokenscope/core'
import type { Config } from '../config/config.ts'
import { createOtlpExporter } from '../exporters/create-otlp-exporter.ts'
import type { PrometheusEndpoint } from '../exporters/prometheus-endpoint.ts'
import { reportOnce } from '../exporters/report-once.ts'
import type { BulkSources } from '../metrics/bulk-sources.ts'
import { withBulkMetrics } from '../metrics/with-bulk-metrics.ts'

/**
 * The meter provider with every reader; undefined where nobody reads. Each reader also gets the bulk metrics. Throws where a
 * reader belongs to another provider already; our own readers are ended then.
 */
export function createMetrics(
  config: Config,
  resource: Resource,
  prometheus: PrometheusEndpoint | undefined,
  bulk: BulkSources,
): MeterProvider | undefined {
  const own = periodicReaders(config)
  const readers = [...own, ...(prometheus ? [prometheus.reader] : []), ...(config.given.metricReaders ?? [])]
  if (readers.length === 0) return undefined
  try {
    return new MeterProvider({
      resource,
      readers: readers.map((reader) => withBulkMetrics(reader, bulk)),
      views: viewsThatWork(config.given.views ?? []),
      sdkMetricsEnabled: config.sdkMetrics,
    })
  } catch (error) {
    for (const reader of own) void reader.shutdown()
    throw error
  }
}

/** A view is checked where it is made, so each is tried alone; one that throws is said and left out. */
function viewsThatWork(views: readonly ViewOptions[]): ViewOptions[] {
  return views.filter((view) => {
    try {
      new MeterProvider({ views: [view] })
      return true
    } catch (error) {
      reportFailure('view', error)
      return false
    }
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

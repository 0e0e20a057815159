import { ExportResultCode } from '@opentelemetry/core'
import type { PushMetricExporter, ResourceMetrics } from '@opentelemetry/sdk-metrics'
import { createExportReporter, type Sender, send } from './export-reporter.ts'

/**
 * Makes the failures of a metric exporter ours: said once a cause and kept from the SDK, which would say every one. Nothing
 * need be kept to be sent later: the next export has the counts again.
 */
export function reportOnce(exporter: PushMetricExporter, what: string): PushMetricExporter {
  const report = createExportReporter(what)
  const inner: Sender<ResourceMetrics> = { export: exporter.export.bind(exporter) }
  exporter.export = async (metrics, done) => {
    report(await send(inner, metrics))
    done({ code: ExportResultCode.SUCCESS })
  }
  return exporter
}

import { type ExportResult, ExportResultCode } from '@opentelemetry/core'
import type { PushMetricExporter, ResourceMetrics } from '@opentelemetry/sdk-metrics'
import { createExportReporter, type Sender, send } from './export-reporter.ts'

/**
 * Makes the failures of a metric exporter ours: said once a cause and kept from the SDK, which would say every one. Nothing
 * need be kept to be sent later: the next export has the counts again.
 * @param timeoutMs an export that takes longer has failed; below the reader's own limit, which would say so each time
 */
export function reportOnce(exporter: PushMetricExporter, what: string, timeoutMs: number): PushMetricExporter {
  const report = createExportReporter(what)
  const inner: Sender<ResourceMetrics> = { export: exporter.export.bind(exporter) }
  exporter.export = (metrics, done) => {
    void inTime(send(inner, metrics, what), timeoutMs).then((result) => {
      report(result)
      done({ code: ExportResultCode.SUCCESS })
    })
  }
  return exporter
}

async function inTime(attempt: Promise<ExportResult>, timeoutMs: number): Promise<ExportResult> {
  const late = Promise.withResolvers<ExportResult>()
  const error = new Error(`no answer within ${timeoutMs} ms`)
  const timer = setTimeout(() => late.resolve({ code: ExportResultCode.FAILED, error }), timeoutMs)
  timer.unref()
  try {
    return await Promise.race([attempt, late.promise])
  } finally {
    clearTimeout(timer)
  }
}

import { diag } from '@opentelemetry/api'
import { type ExportResult, ExportResultCode } from '@opentelemetry/core'
import { reportFailure } from '@tokenscope/core'

interface Exporter<T> {
  export(items: T, done: (result: ExportResult) => void): void
}

/**
 * Makes an exporter's failures ours: counted in `tokenscope.sdk.errors`, said once a cause, and kept from the SDK, which
 * would say every one. The exporter has retried by then. An exporter that throws counts as one that failed.
 */
export function reportOnce<T, E extends Exporter<T>>(exporter: E & Exporter<T>, what: string): E {
  const attempt = exporter.export.bind(exporter)
  let failing = false
  exporter.export = (items, done) => {
    const settle = (result: ExportResult): void => {
      const failed = result.code !== ExportResultCode.SUCCESS
      if (failed) reportFailure(what, result.error ?? 'the exporter gave no reason')
      else if (failing) diag.info(`[tokenscope] ${what} works again.`)
      failing = failed
      done({ code: ExportResultCode.SUCCESS })
    }
    try {
      attempt(items, settle)
    } catch (error) {
      settle({ code: ExportResultCode.FAILED, error: error instanceof Error ? error : new Error(String(error)) })
    }
  }
  return exporter
}

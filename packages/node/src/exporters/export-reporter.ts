import { diag } from '@opentelemetry/api'
import { type ExportResult, ExportResultCode } from '@opentelemetry/core'
import { reportFailure } from '@tokenscope/core'

/**
 * Says how exports go: a failure once a cause (counted each time in `tokenscope.sdk.errors`), and when they work again.
 * @param what the exports, as a person would name them
 */
export function createExportReporter(what: string): (result: ExportResult) => void {
  let failing = false
  return ({ code, error }) => {
    const failed = code !== ExportResultCode.SUCCESS
    if (failed) reportFailure(what, error ?? 'the exporter gave no reason')
    else if (failing) diag.info(`[tokenscope] ${what} works again.`)
    failing = failed
  }
}

/** The part of an exporter that sends. */
export interface Sender<T> {
  export(items: T, done: (result: ExportResult) => void): void
}

/** The exporter itself is broken; the receiver was not asked. */
export class ExporterThrew extends Error {
  constructor(cause: unknown) {
    super(cause instanceof Error ? cause.message : String(cause), { cause })
  }
}

/** One attempt to send; an exporter that throws is one that fails. Never rejects. */
export function send<T>(exporter: Sender<T>, items: T): Promise<ExportResult> {
  return new Promise((resolve) => {
    try {
      exporter.export(items, resolve)
    } catch (error) {
      resolve({ code: ExportResultCode.FAILED, error: new ExporterThrew(error) })
    }
  })
}

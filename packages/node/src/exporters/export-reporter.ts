import { diag } from '@opentelemetry/api'
import { type ExportResult, ExportResultCode } from '@opentelemetry/core'
import { hub, sayOnce } from '@tokenscope/core'

/** What finds out why nothing arrives. */
export const ASK_THE_DOCTOR = '`npx @tokenscope/cli doctor`, in the same shell, says what the endpoint answers'

/**
 * Says how exports go: a failure once a cause (counted each time in `tokenscope.sdk.errors`), and when they work again.
 * @param what the exports, as a person would name them
 */
export function createExportReporter(what: string): (result: ExportResult) => void {
  let failing = false
  return ({ code, error }) => {
    if (error instanceof Abandoned) return
    const failed = code !== ExportResultCode.SUCCESS
    if (failed) sayFailure(what, error)
    else if (failing) diag.info(`[tokenscope] ${what} works again.`)
    failing = failed
  }
}

function sayFailure(what: string, error: Error | undefined): void {
  hub().failed(what)
  const cause = describe(error)
  sayOnce(`${what}: ${cause}`, () =>
    diag.error(`[tokenscope] ${what} failed: ${cause}. The application is not affected; ${ASK_THE_DOCTOR}.`),
  )
}

/** What gRPC adds: the time of the last attempt, which makes every failure another one, and a note that is empty. */
const NOISE = / \(\d{4}-\d{2}-\d{2}T[\d:.]+Z\)|Resolution note: *$/g

/** In one line, with the HTTP status where there is one. */
function describe(error: Error | undefined): string {
  const { code } = (error ?? {}) as { code?: unknown }
  const status = typeof code === 'number' && code >= 100 ? `HTTP ${code} ` : ''
  const message = String(error?.message ?? 'the exporter gave no reason')
  return `${status}${message.replaceAll(/\s+/g, ' ').replaceAll(NOISE, '').trim().replace(/\.$/, '')}`
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

/** The shutdown has given up waiting; the receiver said nothing. */
export class Abandoned extends Error {}

interface Attempt {
  readonly what: string
  readonly end: (result: ExportResult) => void
}

const underWay = new Set<Attempt>()

/** The exports that have begun and have no result yet. */
export function exportsUnderWay(): string[] {
  return [...new Set([...underWay].map(({ what }) => what))].sort()
}

/** Ends every attempt that has no result yet. What the exporters themselves still do is theirs. */
export function abandonAttempts(): void {
  for (const { end } of underWay) end({ code: ExportResultCode.FAILED, error: new Abandoned() })
}

/** One attempt to send; an exporter that throws is one that fails. Never rejects. */
export function send<T>(exporter: Sender<T>, items: T, what: string): Promise<ExportResult> {
  return new Promise((resolve) => {
    const attempt: Attempt = {
      what,
      end: (result) => {
        underWay.delete(attempt)
        resolve(result)
      },
    }
    underWay.add(attempt)
    try {
      exporter.export(items, attempt.end)
    } catch (error) {
      attempt.end({ code: ExportResultCode.FAILED, error: new ExporterThrew(error) })
    }
  })
}

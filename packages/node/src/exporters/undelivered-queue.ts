import { type ExportResult, ExportResultCode } from '@opentelemetry/core'
import { Abandoned, createExportReporter, ExporterThrew, type Sender, send } from './export-reporter.ts'

/** An exporter of spans or log records. */
export interface BatchExporter<T> extends Sender<T[]> {
  forceFlush?(): Promise<void>
  shutdown(): Promise<void>
}

export interface UndeliveredOptions {
  /** What is exported, for messages. */
  readonly what: string
  /** The most items kept; beyond that the oldest are lost. */
  readonly maxItems: number
  /** Wait before the first new attempt, milliseconds; it doubles up to a minute. */
  readonly retryMs: number
}

const MAX_RETRY_MS = 60_000

/**
 * An exporter that keeps what could not be delivered and sends it when the receiver is back. The inner exporter has its own
 * retries, for some seconds (https://opentelemetry.io/docs/specs/otlp/#failures); this is for a receiver that is away for
 * longer. Memory is bounded, nothing keeps the process alive, and what the receiver refuses for good is given up.
 */
export class UndeliveredQueue<T> implements BatchExporter<T> {
  readonly #exporter: BatchExporter<T>
  readonly #options: UndeliveredOptions
  readonly #report: (result: ExportResult) => void
  #waiting: T[][] = []
  #count = 0
  #retryMs: number
  #timer: NodeJS.Timeout | undefined
  #draining: Promise<void> | undefined
  #abandoned = false

  constructor(exporter: BatchExporter<T>, options: UndeliveredOptions) {
    this.#exporter = exporter
    this.#options = options
    this.#retryMs = options.retryMs
    this.#report = createExportReporter(options.what)
  }

  /** Reports success also for what is kept, because from here on it is this queue's to deliver. */
  export(items: T[], done: (result: ExportResult) => void): void {
    this.#keep(items)
    const attempt = this.#timer === undefined ? this.#drain() : Promise.resolve()
    void attempt.then(() => done({ code: ExportResultCode.SUCCESS }))
  }

  /** Tries at once what is waiting, and waits for the answer. */
  async forceFlush(): Promise<void> {
    await this.#drain()
    await this.#exporter.forceFlush?.()
  }

  async shutdown(): Promise<void> {
    await this.#drain()
    clearTimeout(this.#timer)
    await this.#exporter.shutdown()
  }

  #keep(items: T[]): void {
    this.#waiting.push(items)
    this.#count += items.length
    while (this.#count > this.#options.maxItems && this.#waiting.length > 1) {
      const lost = this.#waiting.shift() as T[]
      this.#count -= lost.length
    }
  }

  /** Sends batch by batch, the oldest first, until all is sent or the receiver is away. One run at a time. */
  #drain(): Promise<void> {
    if (this.#waiting.length === 0 || this.#abandoned) return Promise.resolve()
    this.#draining ??= this.#sendWaiting()
    return this.#draining
  }

  async #sendWaiting(): Promise<void> {
    clearTimeout(this.#timer)
    this.#timer = undefined
    for (let batch = this.#waiting[0]; batch; batch = this.#waiting[0]) {
      const result = await send(this.#exporter, batch, this.#options.what)
      this.#report(result)
      if (result.error instanceof Abandoned) {
        this.#abandoned = true
        break
      }
      if (result.code !== ExportResultCode.SUCCESS && mayWorkLater(result.error)) {
        this.#tryLater()
        break
      }
      this.#retryMs = this.#options.retryMs
      // Meanwhile the batch may have been pushed out by newer ones.
      if (this.#waiting[0] === batch) {
        this.#waiting.shift()
        this.#count -= batch.length
      }
    }
    this.#draining = undefined
  }

  #tryLater(): void {
    this.#timer = setTimeout(() => void this.#drain(), this.#retryMs)
    this.#timer.unref()
    this.#retryMs = Math.min(MAX_RETRY_MS, this.#retryMs * 2)
  }
}

/** gRPC's codes to try again after: https://opentelemetry.io/docs/specs/otlp/#failures */
const RETRYABLE_GRPC = new Set([1, 4, 8, 10, 11, 14, 15])

/** Whether the same batch may be taken later: the receiver was away or overloaded, and did not refuse the batch. */
function mayWorkLater(error: unknown): boolean {
  if (error instanceof ExporterThrew) return false
  const { code } = (error ?? {}) as { code?: unknown }
  return typeof code !== 'number' || code === 429 || code >= 500 || RETRYABLE_GRPC.has(code)
}

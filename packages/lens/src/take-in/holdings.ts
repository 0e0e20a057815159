import type { SlaTargets } from '@tokenscope/sla'
import type { CallSummary } from '../api/call-summary.ts'
import type { ImportResult } from '../api/status.ts'
import { SeriesStore } from '../series/series-store.ts'
import { Sources } from '../store/source.ts'
import type { StoredLog, StoredSpan } from '../store/stored-span.ts'
import { type Bounds, TraceStore } from '../store/trace-store.ts'
import { type Batch, type DecodeContext, emptyBatch } from './decode-body.ts'
import { Rate } from './rate.ts'

/** Hears what was taken in and what went. */
export interface HoldingsListener {
  onTaken?(batch: Batch): void
  onCall?(call: CallSummary): void
  onDropTrace?(traceId: string): void
}

/** Everything that the lens holds, and what it counts. */
export class Holdings {
  readonly sources: Sources = new Sources()
  readonly series: SeriesStore = new SeriesStore()
  readonly traces: TraceStore
  readonly targets: SlaTargets | undefined
  readonly spanRate: Rate = new Rate()
  readonly refused: { count: number; last: string | null } = { count: 0, last: null }
  lastReceivedMs: number | null = null
  readonly #listeners: HoldingsListener[] = []

  constructor(bounds: Bounds, targets: SlaTargets | undefined) {
    this.targets = targets
    this.traces = new TraceStore(bounds, (traceId) => {
      for (const listener of this.#listeners) listener.onDropTrace?.(traceId)
    })
  }

  get context(): DecodeContext {
    return { sources: this.sources, scopes: this.targets?.scopes }
  }

  listen(listener: HoldingsListener): void {
    this.#listeners.push(listener)
  }

  /** Decodes by `decode` and keeps what it read; all or, where it throws, nothing. */
  take(decode: (context: DecodeContext, batch: Batch) => void): Batch {
    const batch = emptyBatch()
    decode(this.context, batch)
    this.keep(batch.spans, batch.logs)
    for (const { point, source } of batch.points) this.series.add(point, source)
    this.lastReceivedMs = Date.now()
    this.spanRate.add(batch.spans.length)
    for (const listener of this.#listeners) listener.onTaken?.(batch)
    return batch
  }

  /** Adds what was decoded, now or in an earlier run. */
  keep(spans: readonly StoredSpan[], logs: readonly StoredLog[]): void {
    for (const span of spans) {
      if (!this.traces.addSpan(span) || !span.call) continue
      for (const listener of this.#listeners) listener.onCall?.(span.call)
    }
    for (const log of logs) this.traces.addLog(log)
  }

  refuse(problem: string): void {
    this.refused.count++
    this.refused.last = problem
  }
}

export function toImportResult({ spans, logs, points, rejected, problem }: Batch): ImportResult {
  const calls = spans.filter(({ call }) => call !== null).length
  return { spans: spans.length, calls, logs: logs.length, points: points.length, rejected, problem }
}

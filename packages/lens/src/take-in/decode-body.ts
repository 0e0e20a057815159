import type { SlaScope } from '@tokenscope/sla'
import { Malformed } from '../otlp/malformed.ts'
import { readLog } from '../otlp/read-log.ts'
import { type ReadPoint, readMetric } from '../otlp/read-metric.ts'
import { walkRequest } from '../otlp/walk-request.ts'
import type { WireReader } from '../otlp/wire-reader.ts'
import { SeriesStore } from '../series/series-store.ts'
import type { Source, Sources } from '../store/source.ts'
import type { StoredLog, StoredSpan } from '../store/stored-span.ts'
import { copyOf, toStoredSpan } from './to-stored-span.ts'

export type Signal = 'traces' | 'metrics' | 'logs'

/** What an export request brought. */
export interface Batch {
  readonly spans: StoredSpan[]
  readonly logs: StoredLog[]
  readonly points: { readonly point: ReadPoint; readonly source: Source }[]
  /** Items that were no spans, metrics or records, and what was wrong with the first. */
  rejected: number
  problem: string | null
}

/** What decoding needs to know. */
export interface DecodeContext {
  readonly sources: Sources
  readonly scopes: readonly SlaScope[] | undefined
}

export function emptyBatch(): Batch {
  return { spans: [], logs: [], points: [], rejected: 0, problem: null }
}

/**
 * Reads an export request in the wire format into `batch`. An item that is broken in itself is rejected and counted; throws
 * {@link Malformed} where the request around the items is broken, or every item is.
 */
export function decodeBody(signal: Signal, body: Buffer, context: DecodeContext, batch: Batch): void {
  let items = 0
  const rejectedBefore = batch.rejected
  walkRequest(body, (resource, scope, item) => {
    items++
    try {
      READERS[signal](item, context.sources.intern(resource, scope), context, batch)
    } catch (error) {
      if (!(error instanceof Malformed)) throw error
      batch.rejected++
      batch.problem ??= error.message
    }
  })
  if (items > 0 && batch.rejected - rejectedBefore === items) throw new Malformed(batch.problem ?? 'nothing in it can be read')
}

type ReadItem = (item: WireReader, source: Source, context: DecodeContext, batch: Batch) => void

const READERS: Readonly<Record<Signal, ReadItem>> = {
  traces: (item, source, { scopes }, batch) => {
    batch.spans.push(toStoredSpan(item, source, scopes))
  },
  metrics: (item, source, _context, batch) => {
    const points: ReadPoint[] = []
    readMetric(item, SeriesStore.isShown, points)
    for (const point of points) batch.points.push({ point, source })
  },
  logs: (item, source, _context, batch) => {
    const from = item.position
    const { traceId } = readLog(item)
    // Records outside of a trace belong to no call.
    if (traceId !== '') batch.logs.push({ traceId, source, bytes: copyOf(item.bytes, from, item.end) })
  },
}

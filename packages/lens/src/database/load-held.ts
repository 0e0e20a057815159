import type { DatabaseSync } from 'node:sqlite'
import { Malformed } from '../otlp/malformed.ts'
import { WireReader } from '../otlp/wire-reader.ts'
import type { Source } from '../store/source.ts'
import type { StoredLog, StoredSpan } from '../store/stored-span.ts'
import type { Holdings } from '../take-in/holdings.ts'
import { toStoredSpan } from '../take-in/to-stored-span.ts'

/** Puts what the file holds back into memory, in the order in which it came; gives the rows of the sources. Rows that cannot be read are left out. */
export function loadHeld(database: DatabaseSync, holdings: Holdings): WeakMap<Source, number> {
  const byId = new Map<number, Source>()
  const rows = new WeakMap<Source, number>()
  for (const { id, resource, scope } of database.prepare('SELECT id, resource, scope FROM sources').iterate()) {
    const source = attempt(() => holdings.sources.intern(toBuffer(resource), toBuffer(scope)))
    if (!source) continue
    byId.set(Number(id), source)
    rows.set(source, Number(id))
  }
  const { scopes } = holdings.context
  for (const row of database.prepare('SELECT source, bytes FROM spans ORDER BY id').iterate()) {
    const source = byId.get(Number(row.source))
    const span = source && attempt((): StoredSpan => toStoredSpan(new WireReader(toBuffer(row.bytes)), source, scopes))
    if (span) holdings.keep([span], [])
  }
  for (const row of database.prepare('SELECT trace_id, source, bytes FROM logs ORDER BY id').iterate()) {
    const source = byId.get(Number(row.source))
    const log: StoredLog | undefined = source && { traceId: String(row.trace_id), source, bytes: toBuffer(row.bytes) }
    if (log) holdings.keep([], [log])
  }
  return rows
}

function toBuffer(value: unknown): Buffer {
  return value instanceof Uint8Array ? Buffer.from(value.buffer, value.byteOffset, value.length) : Buffer.alloc(0)
}

function attempt<Result>(read: () => Result): Result | undefined {
  try {
    return read()
  } catch (error) {
    if (error instanceof Malformed) return undefined
    throw error
  }
}

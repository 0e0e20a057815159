import { statSync } from 'node:fs'
import type { DatabaseSync, StatementSync } from 'node:sqlite'
import type { LensStatus } from '../api/status.ts'
import type { Source } from '../store/source.ts'
import type { StoredLog, StoredSpan } from '../store/stored-span.ts'
import type { Batch } from '../take-in/decode-body.ts'
import type { Holdings } from '../take-in/holdings.ts'
import { loadHeld } from './load-held.ts'
import { openDatabase } from './open-database.ts'

const FLUSH_MS = 250
/** In one transaction; the receiver gets its turn in between. */
const ROWS_AT_ONCE = 1_000
/** Rows that wait while the disk does not take them (full, gone); older ones are given up. */
const MOST_WAITING = 100_000

type Change =
  | { readonly kind: 'span'; readonly span: StoredSpan }
  | { readonly kind: 'log'; readonly log: StoredLog }
  | { readonly kind: 'drop'; readonly traceId: string }

/** The SQLite file that mirrors what is held: what comes is written a little later, and what makes room in memory makes room there too. */
export class KeptFile {
  readonly #file: string
  readonly #database: DatabaseSync
  readonly #statements: Readonly<Record<'source' | 'span' | 'log' | 'dropSpans' | 'dropLogs', StatementSync>>
  #sources = new Map<Source, number>()
  #changes: Change[] = []
  #timer: NodeJS.Timeout | undefined
  #problem: string | null = null

  private constructor(file: string, database: DatabaseSync) {
    this.#file = file
    this.#database = database
    this.#statements = {
      source: database.prepare('INSERT INTO sources (resource, scope) VALUES (?, ?)'),
      span: database.prepare('INSERT OR REPLACE INTO spans (trace_id, span_id, source, bytes) VALUES (?, ?, ?, ?)'),
      log: database.prepare('INSERT INTO logs (trace_id, source, bytes) VALUES (?, ?, ?)'),
      dropSpans: database.prepare('DELETE FROM spans WHERE trace_id = ?'),
      dropLogs: database.prepare('DELETE FROM logs WHERE trace_id = ?'),
    }
  }

  /** Opens the file, fills `holdings` from it, and follows them from then on. Throws a {@link LensError} where the file cannot be used. */
  static async open(file: string, holdings: Holdings): Promise<KeptFile> {
    const database = await openDatabase(file)
    const kept = new KeptFile(file, database)
    const dropped: string[] = []
    let isLoading = true
    holdings.listen({
      onTaken: (batch) => kept.#write(batch),
      // With smaller bounds than the last time some of the file makes room while it is read.
      onDropTrace: (traceId) => (isLoading ? dropped.push(traceId) : kept.#add({ kind: 'drop', traceId })),
    })
    kept.#sources = loadHeld(database, holdings)
    isLoading = false
    for (const traceId of dropped) kept.#add({ kind: 'drop', traceId })
    return kept
  }

  get status(): LensStatus['database'] {
    return { file: this.#file, bytes: sizeOf(this.#file) + sizeOf(`${this.#file}-wal`), problem: this.#problem }
  }

  /** Writes what waits, and closes the file. */
  close(): void {
    clearTimeout(this.#timer)
    while (this.#changes.length > 0 && this.#flush());
    try {
      this.#database.exec(
        'DELETE FROM sources WHERE id NOT IN (SELECT source FROM spans UNION SELECT source FROM logs); PRAGMA incremental_vacuum',
      )
    } catch {
      // Only tidying: the file is as good without.
    }
    this.#database.close()
  }

  #write({ spans, logs }: Batch): void {
    for (const span of spans) this.#add({ kind: 'span', span })
    for (const log of logs) this.#add({ kind: 'log', log })
  }

  #add(change: Change): void {
    this.#changes.push(change)
    if (this.#changes.length > MOST_WAITING) this.#changes.splice(0, MOST_WAITING / 10)
    this.#timer ??= setTimeout(() => this.#continue(), FLUSH_MS)
  }

  #continue(): void {
    this.#timer = undefined
    const done = this.#flush()
    if (this.#changes.length > 0) this.#timer = setTimeout(() => this.#continue(), done ? 0 : FLUSH_MS * 20)
  }

  /** Writes the oldest changes in one transaction. False where it could not; then they wait. */
  #flush(): boolean {
    const batch = this.#changes.slice(0, ROWS_AT_ONCE)
    const known = new Map(this.#sources)
    try {
      this.#database.exec('BEGIN')
      for (const change of batch) this.#apply(change)
      this.#database.exec('COMMIT')
      this.#changes.splice(0, batch.length)
      this.#problem = null
      return true
    } catch (error) {
      this.#problem = `${(error as Error).message}; what comes now is in memory only`
      this.#sources = known
      this.#rollBack()
      return false
    }
  }

  #rollBack(): void {
    try {
      this.#database.exec('ROLLBACK')
    } catch {
      // SQLite has rolled back by itself, or never began.
    }
  }

  #apply(change: Change): void {
    const { span, log, dropSpans, dropLogs } = this.#statements
    if (change.kind === 'span') {
      span.run(change.span.traceId, change.span.spanId, this.#rowOf(change.span.source), change.span.bytes)
    } else if (change.kind === 'log') {
      log.run(change.log.traceId, this.#rowOf(change.log.source), change.log.bytes)
    } else {
      dropSpans.run(change.traceId)
      dropLogs.run(change.traceId)
    }
  }

  #rowOf(source: Source): number {
    const known = this.#sources.get(source)
    if (known !== undefined) return known
    const row = Number(this.#statements.source.run(source.resourceBytes, source.scopeBytes).lastInsertRowid)
    this.#sources.set(source, row)
    return row
  }
}

function sizeOf(file: string): number {
  return statSync(file, { throwIfNoEntry: false })?.size ?? 0
}

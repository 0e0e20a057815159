import { statSync } from 'node:fs'
import type { DatabaseSync, StatementSync } from 'node:sqlite'
import type { LensStatus } from '../api/status.ts'
import type { Source } from '../store/source.ts'
import type { Batch } from '../take-in/decode-body.ts'
import type { Holdings } from '../take-in/holdings.ts'
import { loadHeld } from './load-held.ts'
import { isDamage, openDatabase } from './open-database.ts'
import { type Change, WaitingChanges } from './waiting-changes.ts'

const FLUSH_MS = 250
/** Where the disk takes nothing, it is asked again after so long. */
const AGAIN_MS = 5_000
/** In one transaction; the receiver gets its turn in between. */
const ROWS_AT_ONCE = 1_000
/** Every program that starts is a source of its own: after so many new ones, those of which nothing is left go. */
const SOURCES_BETWEEN_SWEEPS = 1_000

const SWEEP = 'DELETE FROM sources WHERE id NOT IN (SELECT source FROM spans UNION SELECT source FROM logs)'

/** The SQLite file that mirrors what is held: what comes is written a little later, and what makes room in memory makes room there too. */
export class KeptFile {
  readonly #file: string
  readonly #database: DatabaseSync
  readonly #statements: Readonly<Record<'source' | 'span' | 'log' | 'dropSpans' | 'dropLogs', StatementSync>>
  readonly #changes: WaitingChanges
  #sources: WeakMap<Source, number> = new WeakMap()
  #newSources = 0
  #timer: NodeJS.Timeout | undefined
  #problem: string | null = null

  private constructor(file: string, database: DatabaseSync, holdings: Holdings) {
    this.#file = file
    this.#database = database
    this.#changes = new WaitingChanges(holdings.traces)
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
    const kept = new KeptFile(file, database, holdings)
    const dropped: string[] = []
    let isLoading = true
    holdings.listen({
      onTaken: (batch) => kept.#write(batch, holdings),
      // With smaller bounds than the last time some of the file makes room while it is read.
      onDropTrace: (traceId) => (isLoading ? dropped.push(traceId) : kept.#add({ kind: 'drop', traceId })),
    })
    kept.#sources = loadHeld(database, holdings)
    isLoading = false
    for (const traceId of dropped) kept.#add({ kind: 'drop', traceId })
    return kept
  }

  get status(): LensStatus['database'] {
    const bytes = sizeOf(this.#file)
    const gone = bytes === undefined ? 'the file was removed: start the lens again to have a new one' : null
    return { file: this.#file, bytes: (bytes ?? 0) + (sizeOf(`${this.#file}-wal`) ?? 0), problem: this.#problem ?? gone }
  }

  /** Writes what waits, and closes the file. */
  close(): void {
    clearTimeout(this.#timer)
    while (this.#changes.size > 0 && this.#flush());
    try {
      this.#database.exec(`${SWEEP}; PRAGMA incremental_vacuum`)
    } catch {
      // Only tidying: the file is as good without.
    }
    this.#database.close()
  }

  /** What was taken in and is still there: a large request may have made room for itself at its own expense. */
  #write({ spans, logs }: Batch, { traces }: Holdings): void {
    for (const span of spans) if (traces.holdsSpan(span)) this.#add({ kind: 'span', span })
    for (const log of logs) if (traces.holdsLog(log)) this.#add({ kind: 'log', log })
  }

  #add(change: Change): void {
    this.#changes.add(change)
    this.#timer ??= setTimeout(() => this.#continue(), FLUSH_MS)
  }

  #continue(): void {
    this.#timer = undefined
    const done = this.#flush()
    if (this.#changes.size > 0) this.#timer = setTimeout(() => this.#continue(), done ? 0 : AGAIN_MS)
  }

  /** Writes the oldest changes in one transaction. False where it could not; then they wait. */
  #flush(): boolean {
    const batch = this.#changes.first(ROWS_AT_ONCE)
    const before = this.#sources
    const added: Source[] = []
    try {
      this.#database.exec('BEGIN')
      for (const change of batch) this.#apply(change, added)
      this.#database.exec('COMMIT')
      this.#changes.done(batch.length)
      this.#problem = null
      this.#newSources += added.length
      if (this.#newSources > SOURCES_BETWEEN_SWEEPS) this.#sweep()
      return true
    } catch (error) {
      const until = isDamage(error) ? ': start the lens again with another file' : ' until the disk takes it again'
      this.#problem = `${(error as Error).message}; what comes is in memory only${until}`
      this.#sources = before
      for (const source of added) before.delete(source)
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

  #apply(change: Change, added: Source[]): void {
    const { span, log, dropSpans, dropLogs } = this.#statements
    switch (change.kind) {
      case 'span':
        span.run(change.span.traceId, change.span.spanId, this.#rowOf(change.span.source, added), change.span.bytes)
        break
      case 'log':
        log.run(change.log.traceId, this.#rowOf(change.log.source, added), change.log.bytes)
        break
      case 'drop':
        dropSpans.run(change.traceId)
        dropLogs.run(change.traceId)
        break
      case 'clear':
        this.#database.exec('DELETE FROM spans; DELETE FROM logs; DELETE FROM sources')
        this.#sources = new WeakMap()
        break
    }
  }

  #rowOf(source: Source, added: Source[]): number {
    const known = this.#sources.get(source)
    if (known !== undefined) return known
    const row = Number(this.#statements.source.run(source.resourceBytes, source.scopeBytes).lastInsertRowid)
    this.#sources.set(source, row)
    added.push(source)
    return row
  }

  /** Those that something comes of again get a new row then. */
  #sweep(): void {
    this.#database.exec(SWEEP)
    this.#sources = new WeakMap()
    this.#newSources = 0
  }
}

function sizeOf(file: string): number | undefined {
  return statSync(file, { throwIfNoEntry: false })?.size
}

import { closeSync, openSync } from 'node:fs'
import type { DatabaseSync } from 'node:sqlite'
import { LensError } from '../lens-error.ts'

/** Counted up with every change of {@link TABLES}. */
const SCHEMA_VERSION = 1
/** "tokL": tells our files from other programs' databases. */
const APPLICATION_ID = 0x74_6f_6b_4c

const TABLES = `
  CREATE TABLE sources (id INTEGER PRIMARY KEY, resource BLOB NOT NULL, scope BLOB NOT NULL) STRICT;
  CREATE TABLE spans (
    id INTEGER PRIMARY KEY, trace_id TEXT NOT NULL, span_id TEXT NOT NULL, source INTEGER NOT NULL, bytes BLOB NOT NULL,
    UNIQUE (trace_id, span_id)
  ) STRICT;
  CREATE TABLE logs (id INTEGER PRIMARY KEY, trace_id TEXT NOT NULL, source INTEGER NOT NULL, bytes BLOB NOT NULL) STRICT;
  CREATE INDEX logs_by_trace ON logs (trace_id);
`

const MOST_LOG_BYTES = 16 * 1024 * 1024

/** Codes of SQLite, and what they mean for a person. */
const BUSY = [5, 6]
const CANNOT_OPEN = [14, 8, 3]
const CORRUPT = [11, 26]
const CANNOT_WRITE = [10, 13]

/**
 * Opens the file, makes it where there is none, and keeps it to itself until it is closed. Throws a {@link LensError} where it cannot be used:
 * another program has it, it is damaged or no database of ours, it was written by a newer version, its folder does not exist.
 */
export async function openDatabase(file: string): Promise<DatabaseSync> {
  const { DatabaseSync } = await import('node:sqlite')
  let database: DatabaseSync | undefined
  try {
    // There may be prompts in it: a file that is made here is its owner's alone.
    closeSync(openSync(file, 'a', 0o600))
    database = new DatabaseSync(file, { timeout: 500 })
    prepare(database, file)
    return database
  } catch (error) {
    database?.close()
    throw explain(error, file)
  }
}

function prepare(database: DatabaseSync, file: string): void {
  // One lens a file: two would each throw out what the other holds.
  database.exec('PRAGMA locking_mode = EXCLUSIVE; PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA auto_vacuum = INCREMENTAL')
  // Else the log beside the file stays as large as it ever was.
  database.exec(`PRAGMA journal_size_limit = ${MOST_LOG_BYTES}`)
  const version = numberOf(database, 'user_version')
  const isEmpty = database.prepare('SELECT count(*) AS n FROM sqlite_schema').get()?.n === 0
  if (isEmpty) {
    database.exec(`BEGIN EXCLUSIVE; ${TABLES} PRAGMA application_id = ${APPLICATION_ID}; PRAGMA user_version = ${SCHEMA_VERSION}; COMMIT`)
    return
  }
  if (numberOf(database, 'application_id') !== APPLICATION_ID) {
    throw new LensError(`${file} is a database of another program. Name a file of its own: --db lens.db`)
  }
  if (version > SCHEMA_VERSION) {
    throw new LensError(
      `${file} was written by a newer version of tokenscope (schema ${version}, this one reads ${SCHEMA_VERSION}). Update tokenscope, or name another file: --db other.db`,
    )
  }
  // Takes the lock now, not in the middle of work.
  database.exec('BEGIN EXCLUSIVE; COMMIT')
  const [found] = database.prepare('PRAGMA quick_check(1)').all()
  if (found?.quick_check !== 'ok') throw damaged(file)
}

function numberOf(database: DatabaseSync, pragma: string): number {
  return Number(database.prepare(`PRAGMA ${pragma}`).get()?.[pragma] ?? 0)
}

function explain(error: unknown, file: string): unknown {
  const isOfSystem = typeof (error as NodeJS.ErrnoException).syscall === 'string'
  const code = codeOf(error)
  if (BUSY.includes(code)) {
    return new LensError(
      `${file} is in use by another program: perhaps a lens that runs already. Stop it, or name another file: --db other.db`,
      { cause: error },
    )
  }
  if (isDamage(error)) return damaged(file, error)
  if (CANNOT_WRITE.includes(code)) {
    return new LensError(
      `${file} cannot be written (${(error as Error).message}). Is the disk full? Make room, or name a file elsewhere: --db /elsewhere/lens.db`,
      { cause: error },
    )
  }
  if (isOfSystem || CANNOT_OPEN.includes(code)) {
    return new LensError(
      `${file} cannot be opened (${(error as Error).message}). Name a file in a folder that exists and that you may write to.`,
      { cause: error },
    )
  }
  return error
}

/** Whether SQLite says that the file itself is broken: trying again does not help. */
export function isDamage(error: unknown): boolean {
  return CORRUPT.includes(codeOf(error))
}

function codeOf(error: unknown): number {
  return Number((error as { errcode?: number }).errcode ?? Number.NaN) & 0xff
}

function damaged(file: string, cause?: unknown): LensError {
  return new LensError(`${file} is damaged, or no SQLite database. Move it away and start again: mv '${file}' '${file}.bad'`, { cause })
}

import { readFile, stat } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { type Inspection, inspectTargets } from '@tokenscope/sla'
import { UsageError } from '../arguments/usage-error.ts'

export const DEFAULT_FILE = 'sla.yaml'
/** The parser reads less; more is not even loaded. */
const MOST_BYTES = 4 * 1024 * 1024

/** A file of targets as it was read. */
export interface TargetsFile {
  /** As the person wrote it, for messages. */
  readonly name: string
  readonly inspection: Inspection
}

/** Reads and judges the file that was named, else `sla.yaml` in `cwd`. Throws a {@link UsageError} where there is none to read. */
export async function readTargetsFile(named: string | undefined, cwd: string): Promise<TargetsFile> {
  const { name, text } = await readTextFile(named ?? DEFAULT_FILE, cwd)
  return { name, inspection: inspectTargets(text) }
}

/** Reads a file of text. Throws a {@link UsageError} that says why it cannot be one of ours. */
export async function readTextFile(name: string, cwd: string): Promise<{ name: string; text: string }> {
  const path = resolve(cwd, name)
  try {
    const { size } = await statFile(name, path)
    if (size > MOST_BYTES) throw new UsageError(`${name} has ${Math.round(size / 1024 / 1024)} MiB: that is no file of targets.`)
    const bytes = await readFile(path)
    return { name, text: new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes) }
  } catch (error) {
    if (error instanceof UsageError) throw error
    const { code } = error as NodeJS.ErrnoException
    if (code === 'ERR_ENCODING_INVALID_ENCODED_DATA') throw new UsageError(`${name} is not UTF-8 text; save it as UTF-8.`, { cause: error })
    if (code === 'ENOENT' || code === 'ENOTDIR') {
      throw new UsageError(`There is no ${name}; tokenscope sla init writes one, or name the file.`, { cause: error })
    }
    throw new UsageError(`${name} cannot be read (${code ?? String(error)}).`, { cause: error })
  }
}

async function statFile(name: string, path: string): Promise<{ size: number }> {
  const found = await stat(path)
  if (found.isDirectory()) throw new UsageError(`${name} is a folder; name the file: ${join(name, DEFAULT_FILE)}.`)
  if (!found.isFile()) throw new UsageError(`${name} is not a plain file.`)
  return found
}

import { type Progress, prepare } from './prepare.ts'
import { Unavailable } from './unavailable.ts'

export interface RealModelMissingOptions {
  /** Told when something is downloaded. Default: a line on stderr. */
  onProgress?: Progress
}

/**
 * Why the real model cannot run on this machine, with what to install; `undefined` when it can. Downloads what is not in the cache (130 MB,
 * once), so that an answer of `undefined` holds. For the name of a skipped test.
 * @throws when what was downloaded is not what it should be
 */
export async function realModelMissing(options: RealModelMissingOptions = {}): Promise<string | undefined> {
  try {
    await prepare(options.onProgress ?? sayOnStderr)
    return undefined
  } catch (error) {
    if (error instanceof Unavailable) return error.message
    throw error
  }
}

export function sayOnStderr(line: string): void {
  process.stderr.write(`real model: ${line}\n`)
}

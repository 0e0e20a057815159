import { createHash } from 'node:crypto'
import { homedir } from 'node:os'
import { join, resolve } from 'node:path'
import type { Installable } from './rival.ts'

/**
 * Where a rival is installed: outside the workspace, in `TOKENSCOPE_CACHE` or the user's cache. The name has the hash of what is asked for
 * in it, so that another version is another folder.
 */
export function rivalFolder({ id, packages }: Installable): string {
  const { TOKENSCOPE_CACHE, XDG_CACHE_HOME } = process.env
  const cache = TOKENSCOPE_CACHE ? resolve(TOKENSCOPE_CACHE) : join(XDG_CACHE_HOME || join(homedir(), '.cache'), 'tokenscope')
  const hash = createHash('sha256').update(JSON.stringify(packages)).digest('hex').slice(0, 12)
  return join(cache, 'rivals', `${id}-${hash}`)
}

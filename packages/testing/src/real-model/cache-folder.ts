import { homedir } from 'node:os'
import { join } from 'node:path'

/** Where what was downloaded is kept: `TOKENSCOPE_CACHE`, else `tokenscope` in the user's cache directory. */
export function cacheFolder(env: NodeJS.ProcessEnv = process.env): string {
  return env.TOKENSCOPE_CACHE || join(env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'tokenscope')
}

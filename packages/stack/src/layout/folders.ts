import { existsSync } from 'node:fs'
import { homedir } from 'node:os'
import { dirname, join, sep } from 'node:path'

/** The environment that folders are looked up in. */
export type Environment = Readonly<Record<string, string | undefined>>

/** Where built binaries are kept: `binaries` in `TOKENSCOPE_CACHE`, else in `tokenscope` of the user's cache directory. */
export function binariesCache(env: Environment): string {
  return join(env.TOKENSCOPE_CACHE || join(env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'tokenscope'), 'binaries')
}

/** Where the stack keeps its data unless told otherwise: `tokenscope/stack` in the user's data directory (`XDG_DATA_HOME`). */
export function defaultDataFolder(env: Environment): string {
  return join(env.XDG_DATA_HOME || join(homedir(), '.local', 'share'), 'tokenscope', 'stack')
}

/** The shipped configuration: `collector` in the published package; from source, that of the workspace, never a copy of it. */
export function collectorFolder(): string {
  const root = packageRoot(import.meta.dirname)
  return import.meta.dirname.startsWith(join(root, 'src') + sep) ? join(root, '..', '..', 'collector') : join(root, 'collector')
}

function packageRoot(folder: string): string {
  if (existsSync(join(folder, 'package.json'))) return folder
  const parent = dirname(folder)
  if (parent === folder) throw new Error(`@tokenscope/stack is incomplete: no package.json above ${import.meta.dirname}`)
  return packageRoot(parent)
}

import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/** Read by the stack itself, besides what its configuration reads. */
const OWN = ['TOKENSCOPE_BINARIES', 'TOKENSCOPE_CACHE']
const REFERENCE = /\$\{(?:env:)?(TOKENSCOPE_[A-Z0-9_]+)/g

/** Every environment variable of ours that the stack or a file of its configuration reads, sorted. */
export function configVariables(configFolder: string): string[] {
  const files = readdirSync(configFolder).filter((name) => name.endsWith('.yaml'))
  const read = files.flatMap((name) =>
    [...readFileSync(join(configFolder, name), 'utf8').matchAll(REFERENCE)].flatMap(([, found]) => found ?? []),
  )
  return [...new Set([...OWN, ...read])].sort()
}

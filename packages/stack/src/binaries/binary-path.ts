import { join } from 'node:path'
import { binariesCache, collectorFolder, type Environment } from '../layout/folders.ts'
import { StackError } from '../stack-error.ts'
import { buildBinaries } from './build-binaries.ts'
import { buildKey } from './build-key.ts'
import { findInFolder, findOnPath, firstThere, type Refusal } from './find-binary.ts'
import { findGo } from './find-go.ts'
import { OLDEST_GO, TOOLS, type Tool } from './tools.ts'

export interface BinaryOptions {
  /** Read for `TOKENSCOPE_BINARIES`, `TOKENSCOPE_CACHE`, `XDG_CACHE_HOME` and `PATH`. Default: that of the process. */
  readonly env?: Environment
  /** Told, line by line, what is built and how far it is. Default: nobody. */
  onProgress?(line: string): void
  /** Ends a build. What Go has compiled by then is kept, and the next one goes on from there. */
  readonly signal?: AbortSignal
}

/** No binary is there, and none can be built. */
export class BinaryMissing extends StackError {
  override readonly name: string = 'BinaryMissing'
}

/**
 * Resolves with the path of a program of the stack. It is looked for in the folder `TOKENSCOPE_BINARIES`, in the cache, and on PATH, where
 * only one is taken that can do what the shipped configuration asks for; else it is built with Go into the cache, which takes minutes
 * the first time on a machine, and never again for the same versions.
 * @throws {BinaryMissing} when it is nowhere and Go is missing or too old: the message names both remedies.
 * @throws {StackError} when the build fails, with Go's last lines.
 */
export async function binaryPath(tool: Tool, options: BinaryOptions = {}): Promise<string> {
  const { env = process.env, onProgress = () => undefined, signal } = options
  const found = await findBinary(tool, env)
  if (found.path !== undefined) return found.path
  const { recipe, program } = TOOLS[tool]
  for (const { path, reason } of found.refused) onProgress(`${path} is not used: ${reason}`)
  const go = await findGo(env)
  if (go.path === undefined) throw new BinaryMissing(missingMessage(tool, go.reason, found.refused))
  const folder = await buildBinaries(recipe, { cache: binariesCache(env), go, env, onProgress, ...(signal !== undefined && { signal }) })
  return join(folder, program)
}

/** What {@link binaryPath} would take without building anything. */
export async function findBinary(tool: Tool, env: Environment): Promise<{ path: string | undefined; refused: readonly Refusal[] }> {
  const { recipe, program } = TOOLS[tool]
  const own = env.TOKENSCOPE_BINARIES ? await findInFolder(tool, env.TOKENSCOPE_BINARIES) : undefined
  if (own !== undefined) return { path: own, refused: [] }
  const cached = await firstThere([join(binariesCache(env), await buildKey(recipe, collectorFolder()), program)])
  if (cached !== undefined) return { path: cached, refused: [] }
  return await findOnPath(tool, env)
}

function missingMessage(tool: Tool, goReason: string, refused: readonly Refusal[]): string {
  const { recipe, onPath, minimum } = TOOLS[tool]
  return [
    `${recipe.title} is not installed (looked for ${onPath.join(', ')} on PATH), and it cannot be built: ${goReason}.`,
    ...refused.map(({ path, reason }) => `${path} is not used: ${reason}.`),
    'Do one of these:',
    `- install Go ${OLDEST_GO} or newer from https://go.dev/dl and run this again: it builds what is missing, once, in about 20 minutes;`,
    `- put ${onPath.join(' or ')} ${minimum} or newer on PATH, or in a folder named by TOKENSCOPE_BINARIES;`,
    `- use Docker instead: docker compose -f ${join(collectorFolder(), 'compose.yaml')} up`,
  ].join('\n')
}

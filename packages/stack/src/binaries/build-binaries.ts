import { copyFile, mkdir, mkdtemp, readdir, rename, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { collectorFolder, type Environment } from '../layout/folders.ts'
import { withLock } from '../processes/with-lock.ts'
import { buildKey, SOURCES } from './build-key.ts'
import { type BuildStep, buildSteps } from './build-steps.ts'
import { runBuild } from './run-build.ts'
import type { Recipe } from './tools.ts'

const STALE_MS = 24 * 3_600_000

export interface BuildOptions {
  /** Folder of all built binaries. */
  readonly cache: string
  readonly go: { readonly path: string; readonly version: string }
  readonly env: Environment
  onProgress(line: string): void
  readonly signal?: AbortSignal
}

/**
 * Builds the programs of a recipe into the cache and resolves with their folder. Builds run one after the other, also those of other
 * processes. A folder appears only once it is whole; what Go compiled stays in Go's own cache, so that a build that was ended goes on.
 */
export async function buildBinaries(recipe: Recipe, options: BuildOptions): Promise<string> {
  const { cache, onProgress, signal } = options
  const source = collectorFolder()
  const folder = join(cache, await buildKey(recipe, source))
  await mkdir(cache, { recursive: true })
  const waiting = (pid: number): void => onProgress(`waiting for another build (process ${pid})`)
  await withLock(join(cache, 'build.lock'), { onWait: waiting, ...(signal !== undefined && { signal }) }, async () => {
    if (await isThere(folder)) return
    await removeStale(cache)
    const unfinished = await mkdtemp(`${folder}.part-`)
    try {
      for (const name of SOURCES[recipe.kind]) await copyFile(join(source, 'binaries', recipe.folder, name), join(unfinished, name))
      for (const step of buildSteps(recipe, options.go.path, unfinished)) await runStep(step, recipe, unfinished, options)
      const whole = join(unfinished, 'programs')
      // One that is there now is whole as well: a Tokenscope of another version locks in another way.
      await rename(whole, folder).catch(async (error) => {
        if (!(await isThere(folder))) throw error
      })
    } finally {
      await rm(unfinished, { recursive: true, force: true })
    }
  })
  return folder
}

async function runStep(step: BuildStep, recipe: Recipe, cwd: string, { go, env, onProgress, signal }: BuildOptions): Promise<void> {
  await runBuild({
    ...step,
    cwd,
    env: { ...env, ...step.env },
    title: `${recipe.title} ${recipe.version}${step.what}, with Go ${go.version}`,
    usually: recipe.usually,
    onProgress,
    ...(signal !== undefined && { signal }),
  })
}

/** What a killed process left behind. */
async function removeStale(cache: string): Promise<void> {
  for (const name of await readdir(cache)) {
    if (!name.includes('.part-')) continue
    const path = join(cache, name)
    const { mtimeMs } = await stat(path).catch(() => ({ mtimeMs: Date.now() }))
    if (Date.now() - mtimeMs > STALE_MS) await rm(path, { recursive: true, force: true })
  }
}

async function isThere(path: string): Promise<boolean> {
  return await stat(path).then(
    () => true,
    () => false,
  )
}

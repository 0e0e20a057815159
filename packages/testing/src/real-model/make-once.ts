import { mkdir, mkdtemp, readdir, rename, rm, stat } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'

const STALE_MS = 3_600_000

/**
 * Makes `folder` unless it is there, and resolves with it. `fill` works in a folder beside it that takes the name only once `fill` has
 * resolved, so that a folder of this name is always whole. Of two that make it at the same time, in any processes, the first one to end wins.
 */
export async function makeOnce(folder: string, fill: (unfinished: string) => Promise<void>): Promise<string> {
  if (await isThere(folder)) return folder
  await mkdir(dirname(folder), { recursive: true })
  await removeStale(folder)
  const unfinished = await mkdtemp(`${folder}.part-`)
  try {
    await fill(unfinished)
    await rename(unfinished, folder)
  } catch (error) {
    await rm(unfinished, { recursive: true, force: true })
    if (!(await isThere(folder))) throw error
  }
  return folder
}

/** What a killed process left behind. */
async function removeStale(folder: string): Promise<void> {
  for (const name of await readdir(dirname(folder))) {
    if (!name.startsWith(`${basename(folder)}.part-`)) continue
    const path = join(dirname(folder), name)
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

import { link, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { setTimeout as sleep } from 'node:timers/promises'
import { identify, isAlive, type ProcessIdentity } from './process-identity.ts'

const POLL_MS = 300

export interface LockOptions {
  /** Told once when another process holds it. A throw ends the waiting. */
  onWait?(pid: number): void
  readonly signal?: AbortSignal
}

/** Runs `work` while no other process runs its own under the same lock file. A lock whose process is gone is none. */
export async function withLock<T>(file: string, { onWait, signal }: LockOptions, work: () => Promise<T>): Promise<T> {
  const text = JSON.stringify(identify(process.pid))
  let told = false
  while (!(await takeLock(file, text))) {
    const holder = await readHolder(file)
    if (holder !== undefined && isAlive(holder)) {
      if (!told) onWait?.(holder.pid)
      told = true
      await sleep(POLL_MS, undefined, { ...(signal !== undefined && { signal }) })
    } else await removeStale(file)
  }
  try {
    return await work()
  } finally {
    await rm(file, { force: true })
  }
}

async function takeLock(file: string, text: string): Promise<boolean> {
  try {
    await writeFile(file, text, { flag: 'wx', mode: 0o600 })
    return true
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false
    throw error
  }
}

async function readHolder(file: string): Promise<ProcessIdentity | undefined> {
  const holder = await parseHolder(file)
  if (holder !== undefined) return holder
  // Just created and still empty, or just gone.
  await sleep(POLL_MS)
  return await parseHolder(file)
}

async function parseHolder(file: string): Promise<ProcessIdentity | undefined> {
  try {
    return JSON.parse(await readFile(file, 'utf8')) as ProcessIdentity
  } catch {
    return undefined
  }
}

/** Of two that see a stale lock one may be so late that it takes the other's new one away: that is put back. */
async function removeStale(file: string): Promise<void> {
  const aside = `${file}.${process.pid}`
  try {
    await rename(file, aside)
  } catch {
    return
  }
  const holder = await parseHolder(aside)
  if (holder !== undefined && isAlive(holder)) await link(aside, file).catch(() => undefined)
  await rm(aside, { force: true })
}

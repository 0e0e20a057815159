import { readdir, rm, writeFile } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { identify, isAlive, type ProcessIdentity } from './process-identity.ts'

const POLL_MS = 300
/** Time for one that came at the same moment to step back. */
const SETTLE_MS = 100

export interface LockOptions {
  /** Told once when another process holds it. A throw ends the waiting. */
  onWait?(pid: number): void
  readonly signal?: AbortSignal
}

/** That somebody wants the lock, or has it: an empty file beside it, with a name that nobody else ever has. */
interface Claim {
  readonly path: string
  readonly identity: ProcessIdentity
}

let claims = 0

/**
 * Runs `work` while no other process runs its own under the same lock. Who wants it lays down a claim and then looks for others: alone, it
 * has the lock. Of two that come at once at least one sees the other, and the one whose name is later steps back. A claim whose process is
 * gone is none, and anybody may remove it at any time, for its name does not come again: so a lock is never taken from a process that lives.
 */
export async function withLock<T>(file: string, { onWait, signal }: LockOptions, work: () => Promise<T>): Promise<T> {
  const own = ownClaim(file)
  try {
    for (let looks = 0; ; looks += 1) {
      await writeFile(own, '', { mode: 0o600 })
      const [first] = await otherClaims(file, own)
      if (first === undefined) return await work()
      if (first.path < own) await rm(own, { force: true })
      if (looks === 1) onWait?.(first.identity.pid)
      await sleep(looks === 0 ? SETTLE_MS : POLL_MS, undefined, { ...(signal !== undefined && { signal }) })
    }
  } finally {
    await rm(own, { force: true })
  }
}

/** `build.lock.412-<when it started>-1`. */
function ownClaim(file: string): string {
  const { pid, started } = identify(process.pid) ?? { pid: process.pid, started: 'unknown' }
  claims += 1
  return `${file}.${pid}-${Buffer.from(started).toString('hex')}-${claims}`
}

/** Those of processes that live, in the order of their names. The others are removed. */
async function otherClaims(file: string, own: string): Promise<Claim[]> {
  const prefix = `${basename(file)}.`
  const living: Claim[] = []
  for (const name of (await readdir(dirname(file))).toSorted()) {
    const path = join(dirname(file), name)
    const [, pid, started] = name.startsWith(prefix) ? (/^(\d+)-([0-9a-f]*)-\d+$/.exec(name.slice(prefix.length)) ?? []) : []
    if (pid === undefined || started === undefined || path === own) continue
    const identity = { pid: Number(pid), started: Buffer.from(started, 'hex').toString() }
    if (isAlive(identity)) living.push({ path, identity })
    else await rm(path, { force: true })
  }
  return living
}

import { setTimeout as sleep } from 'node:timers/promises'
import { isAlive, type ProcessIdentity } from './process-identity.ts'

const POLL_MS = 20

/**
 * Ends a process: SIGTERM, and SIGKILL where it is still there after `patienceMs`. Resolves once it is gone, with whether it had to be
 * killed. A number that belongs to another process by now is left alone.
 */
export async function stopProcess(identity: ProcessIdentity, patienceMs: number): Promise<'gone' | 'stopped' | 'killed'> {
  if (!signalProcess(identity, 'SIGTERM')) return 'gone'
  if (await waitUntilGone(identity, patienceMs)) return 'stopped'
  signalProcess(identity, 'SIGKILL')
  await waitUntilGone(identity, patienceMs)
  return 'killed'
}

/** Sends a signal, if it is still this process. */
export function signalProcess(identity: ProcessIdentity, signal: NodeJS.Signals): boolean {
  if (!isAlive(identity)) return false
  try {
    return process.kill(identity.pid, signal)
  } catch {
    return false
  }
}

/** Resolves with true once it is gone, with false after `timeoutMs`. */
export async function waitUntilGone(identity: ProcessIdentity, timeoutMs: number): Promise<boolean> {
  const deadlineMs = performance.now() + timeoutMs
  while (isAlive(identity)) {
    if (performance.now() > deadlineMs) return false
    await sleep(POLL_MS)
  }
  return true
}

import { setTimeout as sleep } from 'node:timers/promises'
import { StackError } from '../stack-error.ts'
import { lastLines } from './log-file.ts'

const POLL_MS = 50
const REQUEST_MS = 2_000
const SHOWN_LINES = 12

export interface ReadyWait {
  readonly name: string
  /** All must answer 200. */
  readonly urls: readonly string[]
  readonly logFile: string
  readonly timeoutMs: number
  /** How the process has ended, if it has. */
  ended(): string | undefined
  readonly signal?: AbortSignal
}

/** Resolves once a process answers; rejects with its last log lines when it ends instead, or when the time is up. */
export async function untilReady({ name, urls, logFile, timeoutMs, ended, signal }: ReadyWait): Promise<void> {
  const deadlineMs = performance.now() + timeoutMs
  for (;;) {
    signal?.throwIfAborted()
    const end = ended()
    if (end !== undefined) throw new StackError(await withLog(`${name} ended (${end}) before it was ready.`, logFile))
    if ((await Promise.all(urls.map(answersOk))).every(Boolean) && ended() === undefined) return
    if (performance.now() > deadlineMs) {
      throw new StackError(await withLog(`${name} was not ready after ${timeoutMs / 1000} s (${urls.join(', ')}).`, logFile))
    }
    await sleep(POLL_MS)
  }
}

/** Whether an address answers with 2xx within two seconds. */
export async function answersOk(url: string): Promise<boolean> {
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(REQUEST_MS) })
    await response.body?.cancel()
    return response.ok
  } catch {
    return false
  }
}

async function withLog(message: string, logFile: string): Promise<string> {
  const lines = await lastLines(logFile, SHOWN_LINES)
  if (lines.length === 0) return `${message} It wrote nothing to ${logFile}.`
  return [message, `The last lines of ${logFile}:`, ...lines.map((line) => `  ${line}`)].join('\n')
}

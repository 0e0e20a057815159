import { spawn } from 'node:child_process'
import type { Environment } from '../layout/folders.ts'
import { StackError } from '../stack-error.ts'

const TICK_MS = 15_000
const KEPT_LINES = 15

export interface Build {
  readonly program: string
  readonly arguments: readonly string[]
  readonly cwd: string
  readonly env: Environment
  /** What is built, for people. */
  readonly title: string
  /** How long that takes on a machine that never did it. */
  readonly usually: string
  onProgress(line: string): void
  readonly signal?: AbortSignal
}

/** Runs one command of a build, and tells what it does and how long it has been at it. Rejects with its last lines when it fails. */
export async function runBuild({ program, arguments: args, cwd, env, title, usually, onProgress, signal }: Build): Promise<void> {
  signal?.throwIfAborted()
  const started = performance.now()
  onProgress(`building ${title} (usually ${usually} the first time, on two cores)`)
  // A group of its own: what Go starts ends with it, and a Ctrl-C comes to it through `signal` alone.
  const child = spawn(program, args, { cwd, env: { ...env }, stdio: ['ignore', 'pipe', 'pipe'], detached: true })
  const last: string[] = []
  let compiled = 0
  const read = (text: string): void => {
    for (const line of text.split('\n').filter((part) => part.trim() !== '')) {
      if (/^[\w.-]+(?:\/[\w.@~!-]+)*$/.test(line)) compiled += 1
      last.push(line)
      if (last.length > KEPT_LINES) last.shift()
    }
  }
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', read)
  const tick = (): void => {
    const done = compiled === 0 ? 'what was compiled before is taken from the cache' : `${compiled} packages compiled`
    onProgress(`  ${formatElapsed(performance.now() - started)}, ${done}`)
  }
  const timer = setInterval(tick, TICK_MS)
  const abort = (): void => {
    if (child.pid !== undefined) killGroup(child.pid)
  }
  signal?.addEventListener('abort', abort, { once: true })
  try {
    const ended = await new Promise<string>((resolve) => {
      child.once('error', ({ message }) => resolve(message))
      child.once('close', (code, by) => resolve(code === 0 ? '' : `ended with ${by ?? `exit code ${code}`}`))
    })
    signal?.throwIfAborted()
    if (ended !== '') throw new StackError([`Building ${title} failed: ${[program, ...args].join(' ')} ${ended}.`, ...last].join('\n'))
    onProgress(`  done after ${formatElapsed(performance.now() - started)}`)
  } finally {
    clearInterval(timer)
    signal?.removeEventListener('abort', abort)
  }
}

/** `7 s`, `2 min 5 s`. */
export function formatElapsed(ms: number): string {
  const seconds = Math.round(ms / 1000)
  return seconds < 60 ? `${seconds} s` : `${Math.floor(seconds / 60)} min ${seconds % 60} s`
}

function killGroup(pid: number): void {
  try {
    process.kill(-pid, 'SIGTERM')
  } catch {
    // It has just ended.
  }
}

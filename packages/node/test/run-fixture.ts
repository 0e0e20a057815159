import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'

/** A program of `test/fixtures`, running as an application would. */
export interface RunningFixture extends AsyncDisposable {
  readonly pid: number
  /** Resolves when the program has printed this line. */
  printed(line: string): Promise<void>
  signal(name: NodeJS.Signals): void
  readonly ended: Promise<FixtureResult>
}

export interface FixtureResult {
  readonly code: number | null
  readonly signal: NodeJS.Signals | null
  readonly stdout: string
  readonly stderr: string
  readonly elapsedMs: number
}

/** Quiet defaults: no port, nothing of this machine. */
const ENV = {
  TOKENSCOPE_GPU: 'false',
  TOKENSCOPE_HOST_METRICS: 'false',
  TOKENSCOPE_RUNTIME_METRICS: 'false',
  TOKENSCOPE_PROMETHEUS: 'false',
}

/** Starts a fixture from sources, with these variables and Node options. It is killed when the test has ended. */
export function startFixture(name: string, env: Record<string, string> = {}, nodeOptions: readonly string[] = []): RunningFixture {
  const startMs = performance.now()
  const child = spawn(process.execPath, ['--conditions=dev', ...nodeOptions, join(import.meta.dirname, 'fixtures', name)], {
    env: { PATH: process.env.PATH, ...ENV, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let stdout = ''
  let stderr = ''
  const waiting = new Set<() => void>()
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    stdout += text
    for (const look of waiting) look()
  })
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    stderr += text
  })
  const ended = once(child, 'close').then(([code, signal]) => ({
    code: code as number | null,
    signal: signal as NodeJS.Signals | null,
    stdout,
    stderr,
    elapsedMs: performance.now() - startMs,
  }))
  return {
    pid: child.pid as number,
    ended,
    printed: (line) =>
      new Promise((resolve, reject) => {
        const look = (): void => {
          if (stdout.split('\n').includes(line)) resolve()
        }
        waiting.add(look)
        look()
        void ended.then(() => reject(new Error(`ended without printing "${line}": ${stdout}${stderr}`)))
      }),
    signal: (signal) => void child.kill(signal),
    async [Symbol.asyncDispose]() {
      child.kill('SIGKILL')
      await ended
    },
  }
}

/** Runs a fixture to its end. */
export async function runFixture(...args: Parameters<typeof startFixture>): Promise<FixtureResult> {
  await using fixture = startFixture(...args)
  return await fixture.ended
}

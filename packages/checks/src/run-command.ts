import { spawn } from 'node:child_process'
import { ROOT } from './workspace.ts'

export interface CommandOptions {
  readonly env?: Readonly<Record<string, string>>
  readonly cwd?: string
  /** After this time the command is killed. */
  readonly timeoutMs?: number
  /** `show` lets the command write to the terminal; `keep` gives its output back. */
  readonly output: 'show' | 'keep'
}

export interface CommandResult {
  /** Exit code, or a word that says why there is none: a signal's name, or the error of a command that did not start. */
  readonly ended: number | string
  /** Standard output and standard error as they came, `keep` only. */
  readonly output: string
}

/** Runs a command in the repository root to its end. Never rejects: how it ended is in the result. */
export function runCommand(command: string, args: readonly string[], options: CommandOptions): Promise<CommandResult> {
  return new Promise((resolve) => {
    const child = spawn(command, args, {
      cwd: options.cwd ?? ROOT,
      env: { ...process.env, ...options.env },
      stdio: ['ignore', options.output === 'show' ? 'inherit' : 'pipe', options.output === 'show' ? 'inherit' : 'pipe'],
      timeout: options.timeoutMs ?? 0,
      killSignal: 'SIGKILL',
    })
    const chunks: Buffer[] = []
    child.stdout?.on('data', (chunk: Buffer) => chunks.push(chunk))
    child.stderr?.on('data', (chunk: Buffer) => chunks.push(chunk))
    const end = (ended: number | string): void => resolve({ ended, output: Buffer.concat(chunks).toString('utf8') })
    child.once('error', (error) => end(error.message))
    child.once('close', (code, signal) => end(code ?? signal ?? 'unknown'))
  })
}

import { execFile } from 'node:child_process'
import { promisify } from 'node:util'

const TIMEOUT_MS = 600_000

/** Runs a program to its end and resolves with what it printed. Rejects with its last words when it fails. */
export async function runProgram(program: string, args: readonly string[]): Promise<string> {
  try {
    const { stdout } = await promisify(execFile)(program, args, { timeout: TIMEOUT_MS, maxBuffer: 2 ** 24 })
    return stdout.trim()
  } catch (cause) {
    const { stderr, killed, message } = cause as Error & { stderr?: string; killed?: boolean }
    const words = killed ? `took longer than ${TIMEOUT_MS / 1000} s` : (stderr?.trim().split('\n').at(-1) ?? '') || message
    throw new Error(`${[program, ...args.slice(0, 3)].join(' ')}: ${words}`, { cause })
  }
}

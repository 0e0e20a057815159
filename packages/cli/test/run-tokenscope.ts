import { spawn } from 'node:child_process'
import { join } from 'node:path'

export const MAIN: string = join(import.meta.dirname, '../src/main.ts')

export interface Ran {
  readonly code: number | null
  readonly stdout: string
  readonly stderr: string
}

/** What every run gets, besides what the test adds: nothing of the developer's own settings. */
const CLEAN = { PATH: process.env.PATH, NODE_OPTIONS: process.env.NODE_OPTIONS, LANG: 'C.UTF-8', HOME: process.env.HOME }

/** Runs `tokenscope` as a process of its own, with `env` instead of the test's environment. */
export function runTokenscope(args: readonly string[], env: Record<string, string> = {}, cwd: string = import.meta.dirname): Promise<Ran> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, ['--conditions=dev', MAIN, ...args], {
      env: { ...CLEAN, ...env },
      cwd,
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    let stdout = ''
    let stderr = ''
    child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text))
    child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text))
    child.once('error', reject)
    child.once('close', (code) => resolve({ code, stdout, stderr }))
  })
}

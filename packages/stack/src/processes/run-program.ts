import { execFile } from 'node:child_process'

const TIMEOUT_MS = 20_000
const LIMIT_BYTES = 2 ** 24

/** How a short program ended. */
export interface ProgramResult {
  readonly code: number
  /** What it printed, stdout first. */
  readonly output: string
}

/** Runs a program that is quick by nature to its end, whatever its exit code. Rejects when it cannot be started or takes over 20 s. */
export async function runProgram(program: string, args: readonly string[]): Promise<ProgramResult> {
  return await new Promise((resolve, reject) => {
    execFile(program, args, { timeout: TIMEOUT_MS, maxBuffer: LIMIT_BYTES }, (error, stdout, stderr) => {
      const output = `${stdout}${stderr}`
      if (error === null) resolve({ code: 0, output })
      else if (error.killed) reject(new Error(`${program} took longer than ${TIMEOUT_MS / 1000} s`, { cause: error }))
      else if (typeof error.code === 'number') resolve({ code: error.code, output })
      else reject(new Error(`${program} cannot be run: ${error.message}`, { cause: error }))
    })
  })
}

import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { promisify } from 'node:util'

const run = promisify(execFile)

/** Runs one of the `*-command.ts` beside this file in a process of its own, and reads the JSON that it prints. */
export async function runMeasurement<Result>(
  name: string,
  args: readonly string[],
  nodeOptions: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Promise<Result> {
  const command = join(import.meta.dirname, `${name}-command.ts`)
  const { stdout } = await run(process.execPath, ['--expose-gc', ...nodeOptions, command, ...args], {
    env: { ...process.env, ...env },
    maxBuffer: 2 ** 24,
  })
  return JSON.parse(stdout) as Result
}

import { execFile } from 'node:child_process'
import { promisify } from 'node:util'

/** The shell's own `time` counts a program together with what that has started. */
const SCRIPT = 'TIMEFORMAT="cpu %U %S"; time "$@"'

/** Runs a program to its end. */
export async function runTimed(
  program: string,
  args: readonly string[],
): Promise<{ readonly stdout: string; readonly cpuSeconds: number }> {
  const { stdout, stderr } = await promisify(execFile)('bash', ['-c', SCRIPT, 'bash', program, ...args], { maxBuffer: 64 * 1024 * 1024 })
  const [, user, system] = /^cpu (\S+) (\S+)$/m.exec(stderr) ?? []
  return { stdout, cpuSeconds: Number(user) + Number(system) }
}

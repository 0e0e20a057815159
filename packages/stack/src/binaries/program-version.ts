import { runProgram } from '../processes/run-program.ts'

/** The version that a program tells of itself, or undefined where it tells none (some builds from source). Rejects if it cannot be run. */
export async function programVersion(path: string, versionArguments: readonly string[]): Promise<string | undefined> {
  return findVersion((await runProgram(path, versionArguments)).output)
}

/** The first thing in `text` that is a version of three numbers. Pure. A Go version or a date is none. */
export function findVersion(text: string): string | undefined {
  return /(?<![\w.])v?(\d+\.\d+\.\d+)(?![\d.])/.exec(text.replaceAll(/go\d+(?:\.\d+)+/g, ''))?.[1]
}

/** Whether `version` is `minimum` or newer. Pure. */
export function isAtLeast(version: string, minimum: string): boolean {
  const [ours, wanted] = [version, minimum].map((text) => text.split('.').map(Number))
  for (const [index, part] of (wanted ?? []).entries()) {
    const own = ours?.[index] ?? 0
    if (own !== part) return own > part
  }
  return true
}

import { execFile } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'
import { type GeneratedFile, type GenerateOptions, generate, type SlaTargets } from '@tokenscope/sla'
import { binaryPath } from '@tokenscope/stack'
import { onTestFinished } from 'vitest'

/** Writes files into a folder that goes with the test. */
export function writeFiles(files: readonly GeneratedFile[]): string {
  const folder = mkdtempSync(join(tmpdir(), 'tokenscope-rules-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  for (const { path, content } of files) {
    mkdirSync(dirname(join(folder, path)), { recursive: true })
    writeFileSync(join(folder, path), content)
  }
  return folder
}

/** The rules and rule tests of these targets. */
export function ruleFiles(targets: SlaTargets, options?: GenerateOptions): GeneratedFile[] {
  return generate(targets, options).filter(({ path }) => /^(?:rules|tests)\//.test(path))
}

/** Runs promtool; rejects with everything that it printed where it finds a fault. */
export async function promtool(folder: string, ...args: string[]): Promise<string> {
  // Fewer collections of garbage: a test lasts seconds, and memory is not what it lacks.
  const options = { cwd: folder, maxBuffer: 64 << 20, env: { ...process.env, GOGC: '400' } }
  const { stdout, stderr } = await promisify(execFile)(await binaryPath('promtool'), args, options).catch(
    (error: { stdout?: string; stderr?: string; message: string }) => {
      throw new Error(`${error.message}\n${error.stdout ?? ''}${error.stderr ?? ''}`)
    },
  )
  return stdout + stderr
}

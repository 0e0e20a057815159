import { execFileSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { ROOT } from './workspace.ts'

/** Files that git tracks, or would track, as paths from the repository root; deleted ones left out. */
export function trackedFiles(): string[] {
  const output = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard', '-z'], { cwd: ROOT, encoding: 'utf8' })
  return output.split('\0').filter((file) => file !== '' && existsSync(join(ROOT, file)))
}

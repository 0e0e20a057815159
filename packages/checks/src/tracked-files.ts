import { spawnSync } from 'node:child_process'
import { existsSync, globSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { ROOT } from './workspace.ts'

const NOT_OURS = ['node_modules', 'dist', 'coverage', '.git']

/**
 * Files that git tracks, or would track, as paths from the repository root; deleted ones left out. In a copy without git: all files
 * but installed and built ones.
 */
export function trackedFiles(): string[] {
  const args = ['ls-files', '--cached', '--others', '--exclude-standard', '-z']
  const git = spawnSync('git', args, { cwd: ROOT, encoding: 'utf8' })
  if (git.status !== 0) return allFiles()
  return git.stdout.split('\0').filter((file) => file !== '' && existsSync(join(ROOT, file)))
}

function allFiles(): string[] {
  const files = globSync('**/*', { cwd: ROOT, exclude: (name) => NOT_OURS.includes(name.split('/').at(-1) ?? '') })
  return files.filter((file) => statSync(join(ROOT, file)).isFile()).sort()
}

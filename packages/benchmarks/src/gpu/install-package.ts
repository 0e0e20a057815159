import { execFile } from 'node:child_process'
import { mkdir, writeFile } from 'node:fs/promises'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'

const TIMEOUT_MS = 120_000

/**
 * Installs a package that only a benchmark needs, outside the workspace, in `TOKENSCOPE_CACHE` (default `~/.cache/tokenscope`). What is there
 * is used again. Runs no script of the package.
 * @returns the folder, or why it could not be installed
 */
export async function installPackage(name: string, version: string): Promise<{ readonly folder: string } | { readonly reason: string }> {
  const folder = join(process.env.TOKENSCOPE_CACHE ?? join(homedir(), '.cache/tokenscope'), 'benchmarks', name)
  try {
    await mkdir(folder, { recursive: true })
    await writeFile(join(folder, 'package.json'), JSON.stringify({ private: true, dependencies: { [name]: version } }))
    const args = ['install', '--ignore-scripts', '--prefer-offline', '--no-audit', '--no-fund']
    await promisify(execFile)('npm', args, { cwd: folder, timeout: TIMEOUT_MS })
    return { folder }
  } catch (error) {
    return {
      reason:
        String((error as { stderr?: string }).stderr || error)
          .trim()
          .split('\n')
          .at(-1) ?? 'unknown',
    }
  }
}

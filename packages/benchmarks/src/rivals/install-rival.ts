import { execFile } from 'node:child_process'
import { mkdir, writeFile } from 'node:fs/promises'
import { promisify } from 'node:util'
import { installOnce } from './install-once.ts'
import type { Installable } from './rival.ts'

const ARGUMENTS = ['install', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error']
const TIMEOUT_MS = 180_000

/**
 * Installs a rival from npm where it is not yet, and runs no script of any package.
 * @returns why it could not be installed
 */
export function installRival(rival: Installable): Promise<string | undefined> {
  return installOnce(rival, async (folder) => {
    await mkdir(folder)
    const manifest = { name: `rival-${rival.id}`, private: true, dependencies: rival.packages }
    await writeFile(`${folder}/package.json`, JSON.stringify(manifest, null, 2))
    await promisify(execFile)('npm', ARGUMENTS, { cwd: folder, timeout: TIMEOUT_MS })
  })
}

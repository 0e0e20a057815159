import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdir, rename, rm, writeFile } from 'node:fs/promises'
import { promisify } from 'node:util'
import { firstLine } from './first-line.ts'
import type { Installable } from './rival.ts'
import { rivalFolder } from './rival-folder.ts'

const ARGUMENTS = ['install', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error']
const TIMEOUT_MS = 180_000

/**
 * Installs a rival where it is not yet, and runs no script of any package. The folder gets its name when the install has succeeded: one
 * that was cut short is never taken for whole.
 * @returns why it could not be installed
 */
export async function installRival(rival: Installable): Promise<string | undefined> {
  const folder = rivalFolder(rival)
  if (existsSync(folder)) return undefined
  const unfinished = `${folder}.${process.pid}.tmp`
  try {
    await mkdir(unfinished, { recursive: true })
    const manifest = { name: `rival-${rival.id}`, private: true, dependencies: rival.packages }
    await writeFile(`${unfinished}/package.json`, JSON.stringify(manifest, null, 2))
    await promisify(execFile)('npm', ARGUMENTS, { cwd: unfinished, timeout: TIMEOUT_MS })
    await rename(unfinished, folder)
    return undefined
  } catch (error) {
    // Another run may have put it there meanwhile.
    return existsSync(folder) ? undefined : `could not be installed: ${firstLine(error)}`
  } finally {
    await rm(unfinished, { recursive: true, force: true })
  }
}

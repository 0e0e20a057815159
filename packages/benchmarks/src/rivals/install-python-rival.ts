import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdir, rename, rm } from 'node:fs/promises'
import { dirname } from 'node:path'
import { promisify } from 'node:util'
import { firstLine } from './first-line.ts'
import type { Installable } from './rival.ts'
import { rivalFolder } from './rival-folder.ts'

const TIMEOUT_MS = 900_000
const run = promisify(execFile)

/**
 * Installs a rival from Python's package index where it is not yet, into a virtual environment. That gets its name when the install has
 * succeeded; its programs are to be run as `bin/python -m`, since the scripts beside know only the name before.
 * @returns why it could not be installed
 */
export async function installPythonRival(rival: Installable): Promise<string | undefined> {
  const folder = rivalFolder(rival)
  if (existsSync(folder)) return undefined
  const unfinished = `${folder}.${process.pid}.tmp`
  const wanted = Object.entries(rival.packages).map(([name, version]) => `${name}==${version}`)
  console.error(`Installing ${wanted.join(', ')} for Python, once; this can take some minutes and a gigabyte …`)
  try {
    await mkdir(dirname(folder), { recursive: true })
    await run('python3', ['-m', 'venv', unfinished], { timeout: TIMEOUT_MS })
    const pip = ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', '--only-binary=:all:', ...wanted]
    await run(`${unfinished}/bin/python`, pip, { timeout: TIMEOUT_MS })
    await rename(unfinished, folder)
    return undefined
  } catch (error) {
    return existsSync(folder) ? undefined : `could not be installed: ${firstLine(error)}`
  } finally {
    await rm(unfinished, { recursive: true, force: true })
  }
}

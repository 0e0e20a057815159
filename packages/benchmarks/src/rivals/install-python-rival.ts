import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { installOnce } from './install-once.ts'
import type { Installable } from './rival.ts'

const TIMEOUT_MS = 900_000
const run = promisify(execFile)

/**
 * Installs a rival from Python's package index where it is not yet, into a virtual environment. Its programs are to be run as `bin/python -m`:
 * the scripts beside know only the name that the folder had before.
 * @returns why it could not be installed
 */
export function installPythonRival(rival: Installable): Promise<string | undefined> {
  return installOnce(rival, async (folder) => {
    const wanted = Object.entries(rival.packages).map(([name, version]) => `${name}==${version}`)
    console.error(`Installing ${wanted.join(', ')} for Python, once; this can take some minutes and a gigabyte …`)
    await run('python3', ['-m', 'venv', folder], { timeout: TIMEOUT_MS })
    const pip = ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', '--only-binary=:all:', ...wanted]
    await run(`${folder}/bin/python`, pip, { timeout: TIMEOUT_MS })
  })
}

import { rmSync } from 'node:fs'
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { identify, isAlive, type ProcessIdentity } from '../processes/process-identity.ts'

const own = new Set<string>()

/**
 * Takes a free port for this process, so that no other stack chooses it while nobody listens there: before its program has started, and while
 * that is down. By a file that names the process; it counts as long as that lives.
 * @returns whether it is ours; also where no file can be written
 */
export async function claimPort(port: number): Promise<boolean> {
  const folder = join(tmpdir(), `tokenscope-ports-${process.getuid?.() ?? 'user'}`)
  const file = join(folder, String(port))
  try {
    await mkdir(folder, { recursive: true, mode: 0o700 })
    if (await isHeld(file)) return false
    await rm(file, { force: true })
    await writeFile(file, JSON.stringify(identify(process.pid)), { flag: 'wx', mode: 0o600 })
    if (own.size === 0) process.once('exit', () => own.forEach((each) => void rmSync(each, { force: true })))
    own.add(file)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code !== 'EEXIST'
  }
}

async function isHeld(file: string): Promise<boolean> {
  try {
    return isAlive(JSON.parse(await readFile(file, 'utf8')) as ProcessIdentity)
  } catch {
    return false
  }
}

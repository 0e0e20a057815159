import { chmod, mkdir, readdir, stat } from 'node:fs/promises'
import { dirname } from 'node:path'
import { StackError } from '../stack-error.ts'

const REASONS: Readonly<Record<string, string>> = {
  EACCES: 'you may not write there',
  EPERM: 'you may not write there, or it belongs to somebody else',
  EROFS: 'it is on a disk that is read-only',
  ENOSPC: 'the disk is full',
  ENOTDIR: 'it, or a part of its path, is a file',
  EEXIST: 'it, or a part of its path, is a file',
  ENOENT: 'nothing can be made there',
}

/**
 * A folder that only its owner may look into: prompts can be in it.
 * @throws {StackError} that says why it cannot be made, and how to choose another
 */
export async function privateFolder(path: string): Promise<string> {
  return await explaining(path, async () => {
    await makeFolder(path)
    await chmod(path, 0o700)
  })
}

/** What a stack has in its data folder. */
const OURS = /^(?:alertmanager|config|jaeger|logs|prometheus|queue|stack\.(?:json|lock)(?:\..*)?)$/

/**
 * The data folder. It is private too, unless it holds other things than a stack (a project, `/tmp`): those stay as reachable as they were, and
 * what the stack puts beside them is private by itself.
 * @throws {StackError} as {@link privateFolder}
 */
export async function dataFolderAt(path: string): Promise<string> {
  return await explaining(path, async () => {
    await makeFolder(path)
    if ((await readdir(path)).every((name) => OURS.test(name))) await chmod(path, 0o700)
  })
}

async function explaining(path: string, make: () => Promise<void>): Promise<string> {
  try {
    await make()
  } catch (cause) {
    const { code = '', message } = cause as NodeJS.ErrnoException
    const reason = REASONS[code] === undefined ? message : `${REASONS[code]} (${code})`
    throw new StackError(`The folder ${path} cannot be used: ${reason}. Choose another one: --data FOLDER, or set XDG_DATA_HOME.`, {
      cause,
    })
  }
  return path
}

/** Step by step: `mkdir` with `recursive` never comes back from below /proc. */
async function makeFolder(path: string): Promise<void> {
  const found = await stat(path).catch(() => undefined)
  if (found?.isDirectory()) return
  if (found === undefined && dirname(path) !== path) await makeFolder(dirname(path))
  await mkdir(path, { mode: 0o700 }).catch(async (error: NodeJS.ErrnoException) => {
    // Two may start at the same time.
    if (error.code !== 'EEXIST' || !(await stat(path)).isDirectory()) throw error
  })
}

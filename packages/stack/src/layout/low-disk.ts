import { statfs } from 'node:fs/promises'
import { StackError } from '../stack-error.ts'

const GIB = 2 ** 30
/** The Collector's queues may take 1.25 GiB while Jaeger is away; Badger and Prometheus need room to work in. */
const WANTED_BYTES = 2 * GIB

/** What to say of a disk that is nearly full, or undefined. It is no error: little traffic needs little room. */
export async function lowDisk(dataFolder: string): Promise<string | undefined> {
  const { bavail, bsize } = await statfs(dataFolder)
  const freeBytes = bavail * bsize
  if (freeBytes >= WANTED_BYTES) return undefined
  const free = `${Math.floor(freeBytes / 2 ** 20)} MiB`
  return `Only ${free} are free on the disk of ${dataFolder}; the stack may need 2 GiB. A queue that finds no room drops what is new: --data FOLDER.`
}

/** An error of writing as one for people, where the disk is the reason; any other as it is. */
export function explainFullDisk(cause: unknown, dataFolder: string): unknown {
  const { code } = cause as NodeJS.ErrnoException
  if (code !== 'ENOSPC' && code !== 'EDQUOT') return cause
  const message = `The disk of ${dataFolder} is full (${code}), so the stack was not started. Make room, or choose another folder: --data FOLDER.`
  return new StackError(message, { cause })
}

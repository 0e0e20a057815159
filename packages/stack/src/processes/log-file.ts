import { closeSync, openSync } from 'node:fs'
import { open, rename, stat, truncate } from 'node:fs/promises'

/** One start keeps at most this much in the file, and the start before it as much beside it. */
export const LOG_LIMIT_BYTES: number = 20 * 2 ** 20
const TAIL_BYTES = 16_384

/** Puts an old log aside (`.1`, one generation) before a start. */
export async function rotateLog(file: string): Promise<void> {
  const size = await sizeOf(file)
  if (size > 0) await rename(file, `${file}.1`)
}

/** Runs `use` with a descriptor that appends: several may write, and a file that is cut goes on at its new end. */
export function withLogDescriptor<T>(file: string, use: (descriptor: number) => T): T {
  const descriptor = openSync(file, 'a', 0o600)
  try {
    return use(descriptor)
  } finally {
    closeSync(descriptor)
  }
}

/** Empties a log that has outgrown its limit; its last lines stay, as the first ones of the new content. */
export async function boundLog(file: string): Promise<void> {
  if ((await sizeOf(file)) <= LOG_LIMIT_BYTES) return
  const tail = await lastLines(file, 100)
  await truncate(file, 0)
  const handle = await open(file, 'a')
  try {
    await handle.write(`${tail.join('\n')}\n`)
  } finally {
    await handle.close()
  }
}

/** The last lines of a log, oldest first; none where there is no file. */
export async function lastLines(file: string, count: number): Promise<string[]> {
  const size = await sizeOf(file)
  if (size === 0) return []
  const handle = await open(file, 'r')
  try {
    const length = Math.min(size, TAIL_BYTES)
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(length), 0, length, size - length)
    return buffer.toString('utf8', 0, bytesRead).trimEnd().split('\n').slice(-count)
  } finally {
    await handle.close()
  }
}

async function sizeOf(file: string): Promise<number> {
  return await stat(file).then(
    ({ size }) => size,
    () => 0,
  )
}

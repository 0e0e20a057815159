import { lstat, readdir } from 'node:fs/promises'
import { join } from 'node:path'

const BLOCK_BYTES = 512

/** What a folder takes on disk: blocks, not lengths, because databases reserve space that they do not use. 0 where there is none. */
export async function diskBytes(folder: string): Promise<number> {
  const names = await readdir(folder, { recursive: true }).catch(() => [])
  const sizes = await Promise.all(
    names.map(
      async (name) =>
        await lstat(join(folder, name)).then(
          ({ blocks }) => blocks * BLOCK_BYTES,
          () => 0,
        ),
    ),
  )
  return sizes.reduce((sum, size) => sum + size, 0)
}

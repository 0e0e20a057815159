import { statfs } from 'node:fs/promises'
import { describe, expect, it } from 'vitest'
import { lowDisk } from '../src/layout/low-disk.ts'

describe('a disk', () => {
  it.runIf(process.platform === 'linux')('with less room than the stack may need is told of', async () => {
    const { blocks, bsize } = await statfs('/proc')
    expect(blocks * bsize).toBe(0)
    expect(await lowDisk('/proc')).toBe(
      'Only 0 MiB are free on the disk of /proc; the stack may need 2 GiB. A queue that finds no room drops what is new: --data FOLDER.',
    )
  })
})

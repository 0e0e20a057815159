import { readdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { withLock } from '../src/processes/with-lock.ts'
import { temporaryFolder } from './temporary-folder.ts'

describe('a lock', () => {
  it('of a process that is gone is taken over by one of many at a time, and leaves nothing', async () => {
    const folder = await temporaryFolder()
    const file = join(folder, 'x.lock')
    await writeFile(file, '{"pid":1,"started":"long ago"}')
    let inside = 0
    const most: number[] = []
    const work = async (): Promise<void> => {
      inside += 1
      most.push(inside)
      await new Promise((resolve) => setTimeout(resolve, 5))
      inside -= 1
    }
    await Promise.all(Array.from({ length: 5 }, async () => await withLock(file, {}, work)))
    expect(most).toEqual([1, 1, 1, 1, 1])
    expect(await readdir(folder)).toEqual([])
  })
})

import { fork } from 'node:child_process'
import { once } from 'node:events'
import { readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { withLock } from '../src/processes/with-lock.ts'
import { temporaryFolder } from './temporary-folder.ts'

/** The claim of a process that had this number in another life. */
const goneClaim = (file: string, number: number): string => `${file}.1-${Buffer.from('long ago').toString('hex')}-${number}`

describe('a lock', () => {
  it('of a process that is gone is taken over by one of many at a time, and leaves nothing', async () => {
    const folder = await temporaryFolder()
    const file = join(folder, 'x.lock')
    await writeFile(goneClaim(file, 1), '')
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

  it('lets one process after the other in, however many come at once and however many died', async () => {
    const folder = await temporaryFolder()
    const children = Array.from({ length: 4 }, () => fork(join(import.meta.dirname, 'fixtures', 'lock-taker.ts'), [folder]))
    const codes = await Promise.all(children.map(async (child) => (await once(child, 'exit'))[0] as number))
    expect(codes).toEqual([0, 0, 0, 0])
    expect((await readFile(join(folder, 'seen'), 'utf8')).match(/in\nout\n/g)).toHaveLength(40)
    expect((await readdir(folder)).toSorted()).toEqual(['seen'])
  })

  it('that another has is told, and so is who has it', async () => {
    const file = join(await temporaryFolder(), 'x.lock')
    const onWait = (pid: number): never => {
      throw new Error(`process ${pid} has it`)
    }
    await withLock(file, {}, async () => {
      await expect(withLock(file, { onWait }, async () => await Promise.resolve())).rejects.toThrow(`process ${process.pid} has it`)
    })
    await withLock(file, { onWait }, async () => await Promise.resolve())
  })
})

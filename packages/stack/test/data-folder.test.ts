import { chmod, mkdir, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { dataFolderAt } from '../src/layout/private-folder.ts'
import { temporaryFolder } from './temporary-folder.ts'

const modeOf = async (path: string): Promise<number> => (await stat(path)).mode & 0o777

it('a data folder that is made, empty or holds nothing but a stack is its owner’s alone', async () => {
  const folder = await temporaryFolder()
  const made = await dataFolderAt(join(folder, 'a', 'b'))
  const [empty, used] = [join(folder, 'empty'), join(folder, 'used')]
  for (const name of [empty, used, join(used, 'logs'), join(used, 'jaeger')]) await mkdir(name)
  await writeFile(join(used, 'stack.lock.1-00-1'), '')
  for (const name of [empty, used]) {
    await chmod(name, 0o755)
    await dataFolderAt(name)
  }
  expect(await Promise.all([made, empty, used].map(modeOf))).toEqual([0o700, 0o700, 0o700])
})

it('one with other things in it, such as a project or /tmp, stays as open as it was', async () => {
  const folder = await temporaryFolder()
  await writeFile(join(folder, 'package.json'), '{}')
  await chmod(folder, 0o755)
  await dataFolderAt(folder)
  expect(await modeOf(folder)).toBe(0o755)
})

it('that is a file is told, and how to choose another', async () => {
  const file = join(await temporaryFolder(), 'file')
  await writeFile(file, '')
  await expect(dataFolderAt(join(file, 'below'))).rejects.toThrow(/cannot be used: it, or a part of its path, is a file .*--data FOLDER/)
})

import { mkdir, mkdtemp, realpath, rename, rm, writeFile } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { type FileContent, MANIFEST, manifestOf } from './generated-folder.ts'

/**
 * Makes the folder hold exactly these files, as a whole or not at all: they are written beside it, and the two folders change places.
 * Fails with the folder as it was. The caller has seen to it that nothing of value is in the folder.
 */
export async function replaceFolder(folder: string, files: readonly FileContent[], exists: boolean): Promise<void> {
  // A link stays a link: the folder it leads to is replaced.
  const target = exists ? await realpath(folder) : folder
  const parent = dirname(target)
  await mkdir(parent, { recursive: true })
  const work = await mkdtemp(join(parent, `.${basename(target)}.tokenscope-`))
  try {
    const fresh = join(work, 'new')
    await writeFiles(fresh, [...files, { path: MANIFEST, content: manifestOf(files) }])
    const old = join(work, 'old')
    if (exists) await rename(target, old)
    try {
      await rename(fresh, target)
    } catch (error) {
      if (exists) await rename(old, target)
      throw error
    }
  } finally {
    await rm(work, { recursive: true, force: true })
  }
}

async function writeFiles(folder: string, files: readonly FileContent[]): Promise<void> {
  for (const { path, content } of files) {
    const file = join(folder, path)
    await mkdir(dirname(file), { recursive: true })
    await writeFile(file, content, { flag: 'wx' })
  }
}

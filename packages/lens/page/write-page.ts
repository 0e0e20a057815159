import { mkdir, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { buildPage } from './build-page.ts'

/** Writes the built page into `dist/page`, from where the published package serves it. */
const folder = join(import.meta.dirname, '../dist/page')
for (const [path, { content }] of await buildPage()) {
  const file = join(folder, path)
  await mkdir(dirname(file), { recursive: true })
  await writeFile(file, content)
}

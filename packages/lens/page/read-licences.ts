import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'

/** What is bundled into the page, and which package brings it where it is not our own dependency. */
const BUNDLED: readonly (readonly [name: string, broughtBy?: string])[] = [
  ['preact'],
  ['@preact/signals'],
  ['@preact/signals-core', '@preact/signals'],
  ['uplot'],
]

/** The licences of what the page is built of, as their authors ask for them to go along. */
export async function readLicences(): Promise<string> {
  const texts = await Promise.all(
    BUNDLED.map(async ([name, broughtBy]) => {
      const from = broughtBy === undefined ? import.meta.url : createRequire(import.meta.url).resolve(broughtBy)
      return `${name}\n\n${(await readLicence(createRequire(from).resolve(name))).trim()}\n`
    }),
  )
  return texts.join('\n---\n\n')
}

/** The file LICENSE of the package that holds `file`. */
async function readLicence(file: string): Promise<string> {
  const folder = dirname(file)
  if (folder === file) throw new Error('a package that is bundled into the page has no file LICENSE')
  return readFile(join(folder, 'LICENSE'), 'utf8').catch(() => readLicence(folder))
}

import { readdir, readFile } from 'node:fs/promises'
import { extname, join, sep } from 'node:path'

export interface PageFile {
  readonly content: string
  readonly type: string
}

type PageFiles = ReadonlyMap<string, PageFile>

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.txt': 'text/plain; charset=utf-8',
}

/** The page: as the package brings it; where the lens runs from its sources, built now, in memory. */
export async function loadPage(): Promise<PageFiles> {
  if (!import.meta.filename.endsWith('.ts')) return readBuilt(join(import.meta.dirname, 'page'))
  // The name is put together here so that no build follows it: the builder is no part of the package.
  const builder = new URL('../../page/build-page.ts', import.meta.url).href
  const { buildPage } = (await import(builder)) as { buildPage(): Promise<PageFiles> }
  return buildPage()
}

async function readBuilt(folder: string): Promise<PageFiles> {
  const files = await readdir(folder, { recursive: true, withFileTypes: true })
  return new Map(
    await Promise.all(
      files
        .filter((file) => file.isFile())
        .map(async (file): Promise<[string, PageFile]> => {
          const path = join(file.parentPath, file.name)
          const type = TYPES[extname(file.name)] ?? 'application/octet-stream'
          return [path.slice(folder.length).split(sep).join('/'), { content: await readFile(path, 'utf8'), type }]
        }),
    ),
  )
}

import { readFileSync } from 'node:fs'
import { join } from 'node:path'

const FOLDER = join(import.meta.dirname, '../page')

const FILES: Readonly<Record<string, readonly [file: string, type: string]>> = {
  '/': ['index.html', 'text/html; charset=utf-8'],
  '/chat.css': ['chat.css', 'text/css; charset=utf-8'],
  '/chat.js': ['chat.js', 'text/javascript; charset=utf-8'],
  '/ask.js': ['ask.js', 'text/javascript; charset=utf-8'],
  '/sidebar.js': ['sidebar.js', 'text/javascript; charset=utf-8'],
  '/icon.svg': ['icon.svg', 'image/svg+xml'],
}

/** A file of the page by its address; undefined for any other address, so that no path can lead out of the folder. */
export function pageFile(path: string): { readonly bytes: Buffer; readonly type: string } | undefined {
  const [file, type] = Object.hasOwn(FILES, path) ? (FILES[path] ?? []) : []
  return file === undefined || type === undefined ? undefined : { bytes: readFileSync(join(FOLDER, file)), type }
}

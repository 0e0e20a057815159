import { existsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { makePages, ROOT, read } from './pages.ts'

/** `pnpm run docs`: writes every generated page and part anew. */

for (const [path, text] of makePages()) {
  const changed = !existsSync(join(ROOT, path)) || read(path) !== text
  if (changed) writeFileSync(join(ROOT, path), text)
  console.log(`${changed ? 'written' : 'unchanged'}  ${path}`)
}

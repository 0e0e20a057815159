import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { GOLDEN_CASES, goldenFiles, goldenFolder } from './cases.ts'
import { shippedFiles } from './shipped-files.ts'

/** `node --conditions=dev packages/sla/test/golden/write-golden.ts`: writes every committed file that `generate` makes anew. */

for (const name of GOLDEN_CASES) {
  const out = join(goldenFolder(name), 'generated')
  rmSync(out, { recursive: true, force: true })
  for (const { path, content } of goldenFiles(name)) write(join(out, path), content)
}
for (const { path, content } of shippedFiles()) write(path, content)

function write(path: string, content: string): void {
  mkdirSync(dirname(path), { recursive: true })
  writeFileSync(path, content)
}

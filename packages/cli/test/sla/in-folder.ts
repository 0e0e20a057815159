import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Ran, runTokenscope } from '../run-tokenscope.ts'

export interface Folder {
  readonly path: string
  sla(...args: string[]): Promise<Ran>
  write(name: string, text: string | Uint8Array): Promise<void>
}

/** A folder of its own for a test, with `tokenscope sla` run in it; gone afterwards. */
export async function inFolder(use: (folder: Folder) => Promise<void>): Promise<void> {
  const path = await mkdtemp(join(tmpdir(), 'tokenscope-sla-test-'))
  try {
    await use({
      path,
      sla: async (...args) => await runTokenscope(['sla', ...args], {}, path),
      write: async (name, text) => await writeFile(join(path, name), text),
    })
  } finally {
    await rm(path, { recursive: true, force: true })
  }
}

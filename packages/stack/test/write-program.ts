import { mkdir, writeFile } from 'node:fs/promises'
import { dirname } from 'node:path'

/** A program of a few shell lines. */
export async function writeProgram(path: string, script: string): Promise<string> {
  await mkdir(dirname(path), { recursive: true })
  await writeFile(path, `#!/bin/sh\n${script}\n`, { mode: 0o755 })
  return path
}

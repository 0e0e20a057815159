import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/**
 * An `nvidia-smi` that runs `command` once and from then on prints the same at once, so that what is measured is the caller and not the tool.
 * @returns the folder to put at the front of `PATH`
 */
export async function createInstantTool(command: string): Promise<{ readonly folder: string; close(): Promise<void> }> {
  const folder = await mkdtemp(join(tmpdir(), 'instant-nvidia-smi-'))
  const path = join(folder, 'nvidia-smi')
  await writeFile(path, `#!/bin/sh\n[ -s '${folder}/answer' ] || '${command}' "$@" > '${folder}/answer'\nexec cat '${folder}/answer'\n`)
  await chmod(path, 0o755)
  return { folder, close: () => rm(folder, { recursive: true, force: true }) }
}

import { chmod, mkdir } from 'node:fs/promises'

/** A folder that only its owner may look into: prompts can be in it. */
export async function privateFolder(path: string): Promise<string> {
  await mkdir(path, { recursive: true, mode: 0o700 })
  await chmod(path, 0o700)
  return path
}

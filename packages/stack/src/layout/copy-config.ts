import { cp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { type Ports, replaceAddresses } from './ports.ts'
import { privateFolder } from './private-folder.ts'

/**
 * Copies a file or folder of configuration to `target`, which it replaces, with the real addresses in the place of the default ones in
 * every YAML file. A source that is not there gives nothing.
 */
export async function copyConfig(source: string, target: string, ports: Ports): Promise<void> {
  const found = await stat(source).catch(() => undefined)
  if (found === undefined) return
  await privateFolder(dirname(target))
  await rm(target, { recursive: true, force: true })
  await cp(source, target, { recursive: true, dereference: true })
  const names = found.isDirectory() ? await readdir(target, { recursive: true }) : ['']
  for (const path of names.map((name) => join(target, name)).filter((name) => /\.ya?ml$/.test(name))) {
    await writeFile(path, replaceAddresses(await readFile(path, 'utf8'), ports), { mode: 0o600 })
  }
}

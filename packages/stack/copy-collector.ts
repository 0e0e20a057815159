import { cp, readdir, rm } from 'node:fs/promises'
import { join } from 'node:path'

/** Of the workspace, not of the product. */
const LEFT_OUT = ['node_modules', 'test', 'package.json', 'tsconfig.json']

/** Puts the shipped configuration into the package, where the built sources look for it. Git does not see the copy. */
export async function copyCollector(): Promise<void> {
  const source = join(import.meta.dirname, '..', '..', 'collector')
  const target = join(import.meta.dirname, 'collector')
  await rm(target, { recursive: true, force: true })
  for (const name of await readdir(source)) {
    if (!LEFT_OUT.includes(name)) await cp(join(source, name), join(target, name), { recursive: true })
  }
}

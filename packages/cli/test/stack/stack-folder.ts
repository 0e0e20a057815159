import { cp, mkdtemp, readdir, realpath, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { collectorFolder, stopStack } from '@tokenscope/stack'
import { onTestFinished } from 'vitest'

/** A folder for one stack, and the options that make `tokenscope stack` use it. Every process of the stack names it on its command line. */
export interface StackFolder {
  readonly folder: string
  readonly data: string
  /** `--data` alone. */
  readonly where: readonly string[]
  /** `--data`, a copy of the shipped configuration, and free ports. */
  readonly up: readonly string[]
}

/** What is left of a stack in it is stopped when the test ends. */
export async function stackFolder(): Promise<StackFolder> {
  const folder = await realpath(await mkdtemp(join(tmpdir(), 'tokenscope-cli-stack-')))
  const data = join(folder, 'data')
  onTestFinished(async () => {
    await stopStack({ dataFolder: data })
    await rm(folder, { recursive: true, force: true })
  })
  const config = join(folder, 'config')
  for (const name of await readdir(collectorFolder())) {
    if (/\.yaml$|^prometheus$|^alertmanager$/.test(name)) await cp(join(collectorFolder(), name), join(config, name), { recursive: true })
  }
  return { folder, data, where: ['--data', data], up: ['--data', data, '--config', config, '--any-port'] }
}

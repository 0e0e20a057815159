import { existsSync } from 'node:fs'
import { mkdir, rename, rm } from 'node:fs/promises'
import { dirname } from 'node:path'
import type { Installable } from './rival.ts'
import { rivalFolder } from './rival-folder.ts'

/**
 * Installs a rival where it is not yet. The folder gets its name when the install has succeeded: one that was cut short is never taken for
 * whole.
 * @param install fills a folder, which does not exist yet, in one that does
 * @returns why it could not be installed
 */
export async function installOnce(rival: Installable, install: (folder: string) => Promise<unknown>): Promise<string | undefined> {
  const folder = rivalFolder(rival)
  if (existsSync(folder)) return undefined
  const unfinished = `${folder}.${process.pid}.tmp`
  try {
    await mkdir(dirname(folder), { recursive: true })
    await install(unfinished)
    await rename(unfinished, folder)
    return undefined
  } catch (error) {
    // Another run may have put it there meanwhile.
    return existsSync(folder) ? undefined : `could not be installed: ${firstLine(error)}`
  } finally {
    await rm(unfinished, { recursive: true, force: true })
  }
}

function firstLine(error: unknown): string {
  const { stderr, message } = error as { readonly stderr?: string; readonly message?: string }
  return (stderr?.trim() || message || String(error)).split('\n', 1)[0]!
}

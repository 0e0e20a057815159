import { resolve } from 'node:path'
import { defaultDataFolder } from '../layout/folders.ts'
import { aliveComponents, readState } from '../stack-state.ts'
import { type StackUrls, toUrls } from '../stack-urls.ts'

/**
 * Where the stack on a data folder (default: the user's) is reached, whoever started it and on whichever ports; undefined where none of it
 * runs. Asks the disk alone.
 */
export async function runningUrls(options: { readonly dataFolder?: string } = {}): Promise<StackUrls | undefined> {
  const state = await readState(resolve(options.dataFolder ?? defaultDataFolder(process.env)))
  return state === undefined || aliveComponents(state).length === 0 ? undefined : toUrls(state.ports)
}

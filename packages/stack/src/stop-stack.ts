import { join, resolve } from 'node:path'
import { COMPONENT_NAMES, COMPONENTS } from './components/components.ts'
import { defaultDataFolder } from './layout/folders.ts'
import type { ComponentName } from './layout/ports.ts'
import { stopLogKeeper } from './processes/log-keeper.ts'
import { stopProcess } from './processes/stop-process.ts'
import { withLock } from './processes/with-lock.ts'
import { StackError } from './stack-error.ts'
import { readState, removeState } from './stack-state.ts'

/** How one component ended: it was not there any more, it ended by itself, or it had to be killed. */
export type Stopped = { readonly name: ComponentName; readonly how: 'gone' | 'stopped' | 'killed' }

export interface StopOptions {
  /** Default: as for {@link startStack}. */
  readonly dataFolder?: string
}

/**
 * Stops the stack that any process has started on a data folder, and resolves when all of it is gone: empty where there was none. Only
 * processes that the stack started are touched; a number that the system has given to another program since is left alone.
 */
export async function stopStack(options: StopOptions = {}): Promise<readonly Stopped[]> {
  const dataFolder = resolve(options.dataFolder ?? defaultDataFolder(process.env))
  if ((await readState(dataFolder)) === undefined) return []
  const onWait = (pid: number): never => {
    throw new StackError(`A start on ${dataFolder} is going on (process ${pid}). Wait for it, or end it: kill ${pid}`)
  }
  return await withLock(join(dataFolder, 'stack.lock'), { onWait }, async () => {
    const state = await readState(dataFolder)
    const stop = async (name: ComponentName): Promise<Stopped[]> => {
      const component = state?.components[name]
      return component === undefined ? [] : [{ name, how: await stopProcess(component.identity, COMPONENTS[name].stopMs) }]
    }
    // The one that sends goes first, so that what it still holds arrives.
    const first = await stop('collector')
    const others = await Promise.all(COMPONENT_NAMES.filter((name) => name !== 'collector').map(stop))
    if (state?.logKeeper !== undefined) await stopLogKeeper(state.logKeeper)
    await removeState(dataFolder)
    return [...first, ...others.flat()]
  })
}

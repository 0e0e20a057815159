import { readFile, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { ComponentName, Ports } from './layout/ports.ts'
import { isAlive, type ProcessIdentity } from './processes/process-identity.ts'
import { StackError } from './stack-error.ts'

/** One process, as another process finds it again. */
export interface ComponentState {
  readonly identity: ProcessIdentity
  /** Path of its binary. */
  readonly program: string
  /** As the program tells it; `unknown` where it tells none, or was not ready yet. */
  readonly version: string
  readonly logFile: string
  /** Milliseconds since the epoch. */
  readonly startedAtMs: number
}

/** What runs on a data folder. It is written before anything counts as started, so that whatever comes, all of it can be stopped. */
export interface StackState {
  readonly format: 1
  readonly ports: Ports
  readonly configFolder: string
  readonly components: Partial<Record<ComponentName, ComponentState>>
  /** What bounds the logs, where the stack outlives who started it. */
  readonly logKeeper?: ProcessIdentity
}

/** The state of the stack on a data folder, or undefined where none was started or it was stopped. */
export async function readState(dataFolder: string): Promise<StackState | undefined> {
  const file = stateFile(dataFolder)
  const text = await readFile(file, 'utf8').catch((cause: NodeJS.ErrnoException) => {
    if (cause.code === 'ENOENT' || cause.code === 'ENOTDIR') return undefined
    throw new StackError(
      `${file} may not be read (${cause.code}): whether a stack runs there is not known. Ask as the user who started it.`,
      { cause },
    )
  })
  if (text === undefined) return undefined
  try {
    const state = JSON.parse(text) as StackState
    if (state.format !== 1) throw new Error(`format ${state.format}`)
    if (typeof state.ports !== 'object' || typeof state.components !== 'object') throw new Error('ports or components are missing')
    return state
  } catch (cause) {
    throw new StackError(`${file} cannot be read (${(cause as Error).message}). See what still runs, stop it, and delete the file.`, {
      cause,
    })
  }
}

/** Whole or not at all: a reader never sees half of it. */
export async function writeState(dataFolder: string, state: StackState): Promise<void> {
  const file = stateFile(dataFolder)
  try {
    await writeFile(`${file}.part`, JSON.stringify(state, null, 2), { mode: 0o600 })
    await rename(`${file}.part`, file)
  } catch (error) {
    await rm(`${file}.part`, { force: true })
    throw error
  }
}

/** The stack is stopped. */
export async function removeState(dataFolder: string): Promise<void> {
  await rm(stateFile(dataFolder), { force: true })
}

/** Components of a state whose processes are there. */
export function aliveComponents(state: StackState): ComponentName[] {
  return (Object.keys(state.components) as ComponentName[]).filter((name) => isAlive(state.components[name]!.identity))
}

function stateFile(dataFolder: string): string {
  return join(dataFolder, 'stack.json')
}

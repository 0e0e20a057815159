import { type ChildProcess, spawn } from 'node:child_process'
import { withLogDescriptor } from './log-file.ts'
import { identify, type ProcessIdentity } from './process-identity.ts'

export interface ProcessStart {
  readonly program: string
  readonly arguments: readonly string[]
  readonly env: Readonly<Record<string, string | undefined>>
  readonly cwd: string
  readonly logFile: string
}

/** A process of ours, whether or not we outlive it. */
export interface StartedProcess {
  readonly identity: ProcessIdentity
  /** Set once it has ended: how. */
  ended(): string | undefined
}

/**
 * Starts a program in a session of its own, with its output in a log: neither Ctrl-C nor a closed terminal reaches it, and it does not keep
 * this process alive. Rejects when it cannot be started.
 */
export async function startProcess({ program, arguments: args, env, cwd, logFile }: ProcessStart): Promise<StartedProcess> {
  const child = withLogDescriptor(logFile, (descriptor) =>
    spawn(program, args, { cwd, env: { ...env }, detached: true, stdio: ['ignore', descriptor, descriptor] }),
  )
  let end: string | undefined
  child.once('exit', (code, signal) => {
    end = signal ?? `exit code ${code}`
  })
  await whenSpawned(child)
  child.unref()
  // One that has ended within this moment has no start time any more; `ended` tells about it.
  const identity = identify(child.pid!) ?? { pid: child.pid!, started: 'unknown' }
  return { identity, ended: () => end }
}

async function whenSpawned(child: ChildProcess): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    child.once('spawn', resolve)
    child.once('error', reject)
  })
}

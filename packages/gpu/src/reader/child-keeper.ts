import { type ChildProcess, spawn } from 'node:child_process'
import { Leash } from './leash.ts'
import type { Timings } from './timings.ts'

/** With so many children that hang in the driver, no further one is started to ask all GPUs at once. */
export const MAX_ABANDONED = 2

/** Output that is still in the pipe when a child has ended is read within this time. */
const PIPE_GRACE_MS = 1_000

/**
 * Starts and ends every child. None keeps the host's event loop alive, none outlives the host, and none is forgotten: one that does not even end
 * by SIGKILL, because it hangs in the driver, is counted as abandoned until it does.
 */
export class ChildKeeper {
  readonly #timings: Timings
  readonly #leash = new Leash()
  readonly #alive = new Set<ChildProcess>()
  readonly #abandoned = new Set<ChildProcess>()

  constructor(timings: Timings) {
    this.#timings = timings
  }

  /** Children that were killed and still have not ended. */
  get abandoned(): number {
    return this.#abandoned.size
  }

  /**
   * No shell, stdout as a pipe. The caller listens to `error`; a child that could not be started has no `pid`. Some errors, such as too little
   * memory for another process, are known at once: they are returned.
   */
  spawn(command: string, args: readonly string[]): ChildProcess | NodeJS.ErrnoException {
    const child = start(command, args)
    if (child instanceof Error) return child
    const { pid } = child
    if (pid !== undefined) {
      this.#alive.add(child)
      this.#leash.add(pid)
      child.once('exit', () => {
        this.#alive.delete(child)
        this.#abandoned.delete(child)
        this.#leash.remove(pid)
        // Who else holds the pipe must not hold up the end.
        setTimeout(() => child.stdout?.destroy(), PIPE_GRACE_MS).unref()
      })
    }
    child.stdout?.on('error', () => undefined)
    child.unref()
    ;(child.stdout as unknown as { unref?: () => void } | null)?.unref?.()
    return child
  }

  /** Ends a child: SIGTERM unless `force`, then SIGKILL. Resolves when it has ended or was given up. Its stdout is closed in any case. */
  async end(child: ChildProcess, force = false): Promise<void> {
    const { termGraceMs, killGraceMs } = this.#timings
    if (this.#alive.has(child)) {
      const gone = !force && child.kill('SIGTERM') && (await exitsWithin(child, termGraceMs))
      if (!gone && this.#alive.has(child)) {
        child.kill('SIGKILL')
        if (!(await exitsWithin(child, killGraceMs))) this.#abandoned.add(child)
      }
    }
    child.stdout?.destroy()
  }

  /** Ends all children and the leash. */
  async close(): Promise<void> {
    await Promise.all([...this.#alive].map((child) => this.end(child)))
    this.#leash.release()
  }
}

/** Node tells of some errors by an event and throws others. */
function start(command: string, args: readonly string[]): ChildProcess | NodeJS.ErrnoException {
  try {
    return spawn(command, args, {
      stdio: ['ignore', 'pipe', 'ignore'],
      windowsHide: true,
      // A decimal point in every locale.
      env: { ...process.env, LC_ALL: 'C' },
    })
  } catch (error) {
    return error as NodeJS.ErrnoException
  }
}

/** Keeps the event loop alive while it waits: somebody awaits the end. */
function exitsWithin(child: ChildProcess, ms: number): Promise<boolean> {
  return new Promise((resolve) => {
    const onExit = (): void => {
      clearTimeout(timer)
      resolve(true)
    }
    const timer = setTimeout(() => {
      child.off('exit', onExit)
      resolve(child.exitCode !== null || child.signalCode !== null)
    }, ms)
    child.once('exit', onExit)
  })
}

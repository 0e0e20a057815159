import { setTimeout as delay } from 'node:timers/promises'

export interface SlowPathOptions {
  readonly intervalMs: number
  /** The share of the time (0 to 1) that it may be running: the pause grows with the run. */
  readonly maxShare: number
  /** One run; must not throw. */
  readonly run: () => Promise<void>
  readonly signal: AbortSignal
}

/** Runs again and again on its own clock, never twice at a time, until `signal` aborts. Keeps no event loop alive. */
export async function repeatSlowly({ intervalMs, maxShare, run, signal }: SlowPathOptions): Promise<void> {
  while (!signal.aborted) {
    const startMs = performance.now()
    await run()
    const tookMs = performance.now() - startMs
    const pauseMs = Math.max(intervalMs - tookMs, tookMs / maxShare - tookMs)
    await delay(pauseMs, undefined, { ref: false, signal }).catch(() => undefined)
  }
}

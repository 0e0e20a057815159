import { setTimeout as delay } from 'node:timers/promises'

export interface SlowPathOptions {
  readonly intervalMs: number
  /** One run; must not throw. */
  readonly run: () => Promise<void>
  readonly signal: AbortSignal
}

/** However long a run takes, it runs at most a twentieth of the time. */
const MIN_PAUSE_PER_RUN = 20

/** Runs again and again on its own clock, never twice at a time, until `signal` aborts. Keeps no event loop alive. */
export async function repeatSlowly({ intervalMs, run, signal }: SlowPathOptions): Promise<void> {
  while (!signal.aborted) {
    const startMs = performance.now()
    await run()
    const tookMs = performance.now() - startMs
    const pauseMs = Math.max(intervalMs - tookMs, (MIN_PAUSE_PER_RUN - 1) * tookMs)
    await delay(pauseMs, undefined, { ref: false, signal }).catch(() => undefined)
  }
}

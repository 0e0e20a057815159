/** Times of delivery that the platforms set; tests shorten them. Milliseconds. */
export interface Timing {
  /** The span that `perMinute` counts over. */
  readonly windowMs: number
  /** Least time between two messages: Feishu takes five a second. */
  readonly gapMs: number
  /** Pause after a robot said that it gets too many. */
  readonly slowerMs: number
  /** Pause after the first failure; it doubles. */
  readonly retryMs: number
  readonly maxRetryMs: number
}

export const TIMING: Timing = { windowMs: 60_000, gapMs: 250, slowerMs: 60_000, retryMs: 1000, maxRetryMs: 60_000 }

/** Resolves after the time, or at once when the signal fires. */
export function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted || ms <= 0) return resolve()
    const end = (): void => {
      clearTimeout(timer)
      signal.removeEventListener('abort', end)
      resolve()
    }
    const timer = setTimeout(end, ms)
    signal.addEventListener('abort', end, { once: true })
  })
}

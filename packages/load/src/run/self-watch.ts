import { monitorEventLoopDelay } from 'node:perf_hooks'

/** How much the generator itself was in the way. */
export interface SelfReport {
  /** How late this process's timers were, milliseconds: what the times of answers may be too long by. */
  readonly lagP50Ms: number
  readonly lagP99Ms: number
  readonly lagMaxMs: number
  /** Share of one core, 0 to 1 (above 1 with garbage collection on others). */
  readonly cpu: number
}

const RESOLUTION_MS = 1

/** Watches the event loop and the CPU of this process until it is asked. */
export function watchSelf(): () => SelfReport {
  const delay = monitorEventLoopDelay({ resolution: RESOLUTION_MS })
  delay.enable()
  const cpuStart = process.cpuUsage()
  const startMs = performance.now()
  return () => {
    delay.disable()
    const { user, system } = process.cpuUsage(cpuStart)
    const elapsedMs = performance.now() - startMs
    // The histogram holds the whole interval between two ticks.
    const lag = (ns: number): number => Math.max(0, ns / 1e6 - RESOLUTION_MS)
    return {
      lagP50Ms: lag(delay.percentile(50)),
      lagP99Ms: lag(delay.percentile(99)),
      lagMaxMs: lag(delay.max),
      cpu: (user + system) / 1000 / elapsedMs,
    }
  }
}

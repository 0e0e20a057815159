import { setTimeout as sleep } from 'node:timers/promises'
import type { CallResult } from '../call/call-result.ts'
import type { Caller } from '../call/caller.ts'
import type { LoadPlan } from '../plan/load-plan.ts'
import type { Stage } from '../plan/stages.ts'
import { type SelfReport, watchSelf } from './self-watch.ts'
import { type SharedCall, shareWithin } from './share-within.ts'
import type { Progress, StageRun } from './stage-run.ts'

export interface StageTools {
  readonly caller: Caller
  readonly random: () => number
  /** The body of the next request of the whole run. */
  nextBody(): string
  onProgress?(progress: Progress): void
  readonly signal: AbortSignal
}

const PROGRESS_MS = 250

/** Warms up, measures, and waits for what is still open: a slow answer is measured too, however long it takes. */
export async function runStage(plan: LoadPlan, stage: Stage, tools: StageTools): Promise<StageRun> {
  const startMs = performance.now()
  const measureFromMs = startMs + plan.warmupSeconds * 1000
  const measureToMs = measureFromMs + plan.stageSeconds * 1000
  const state = {
    calls: [] as CallResult[],
    within: [] as SharedCall[],
    inFlight: 0,
    ended: 0,
    failed: 0,
    refused: 0,
  }

  const call = async (intendedMs: number): Promise<void> => {
    state.inFlight += 1
    const result = await tools.caller.call(tools.nextBody(), intendedMs)
    state.inFlight -= 1
    state.ended += 1
    if (result.error !== undefined) state.failed += 1
    if (intendedMs >= measureFromMs && intendedMs < measureToMs) state.calls.push(result)
    const share = shareWithin(result, measureFromMs, measureToMs)
    if (share > 0) state.within.push({ call: result, share })
  }

  const tell = setInterval(() => {
    const nowMs = performance.now()
    tools.onProgress?.({
      stage,
      elapsedSeconds: (nowMs - startMs) / 1000,
      totalSeconds: plan.warmupSeconds + plan.stageSeconds,
      warmingUp: nowMs < measureFromMs,
      inFlight: state.inFlight,
      ended: state.ended,
      failed: state.failed,
    })
  }, PROGRESS_MS)
  const watching = watchBetween(measureFromMs, measureToMs, tools.signal)
  try {
    const start = stage.model === 'closed' ? closed : open
    await start(stage.level, measureToMs, plan, tools, call, (intendedMs) => {
      if (state.inFlight < plan.maxInFlight) return false
      if (intendedMs >= measureFromMs) state.refused += 1
      return true
    })
    return {
      stage,
      seconds: plan.stageSeconds,
      calls: state.calls,
      within: state.within,
      refused: state.refused,
      self: await watching,
    }
  } finally {
    clearInterval(tell)
  }
}

/** Not longer: a process that only waits for the last answers is never late, and would hide that it was. */
async function watchBetween(fromMs: number, toMs: number, signal: AbortSignal): Promise<SelfReport> {
  await until(fromMs, signal)
  const report = watchSelf()
  await until(toMs, signal)
  return report()
}

/** At once where the time has passed or the run is ended. */
async function until(timeMs: number, signal: AbortSignal): Promise<void> {
  const waitMs = timeMs - performance.now()
  if (waitMs > 0) await sleep(waitMs, undefined, { signal }).catch(() => undefined)
}

type Starter = (
  level: number,
  untilMs: number,
  plan: LoadPlan,
  tools: StageTools,
  call: (intendedMs: number) => Promise<void>,
  isFull: (intendedMs: number) => boolean,
) => Promise<void>

/** Callers come one after the other within the warm-up, and within this time. */
const ARRIVAL_MS = 1_000

/**
 * `level` callers, each of which waits for its answer, thinks, and asks again. They do not all ask at the same moment: people do not, and the
 * last of a burst would measure the burst.
 */
const closed: Starter = async (level, untilMs, plan, { random, signal }, call) => {
  const startMs = performance.now()
  const arrivalMs = Math.min(ARRIVAL_MS, plan.warmupSeconds * 1000)
  const caller = async (index: number): Promise<void> => {
    await until(startMs + (arrivalMs * index) / level, signal)
    while (performance.now() < untilMs && !signal.aborted) {
      await call(performance.now())
      await until(Math.min(untilMs, performance.now() + plan.thinkSeconds.draw(random) * 1000), signal)
    }
  }
  await Promise.all(Array.from({ length: level }, (_, index) => caller(index)))
}

/**
 * Requests at random times, `level` a second on average (a Poisson process), each with the time at which it was to start. A late
 * generator starts what is due at once and measures from the time that was meant, so that its own delay cannot hide the server's.
 */
const open: Starter = async (level, untilMs, _plan, { random, signal }, call, isFull) => {
  const running = new Set<Promise<void>>()
  let dueMs = performance.now()
  while (dueMs < untilMs && !signal.aborted) {
    await until(dueMs, signal)
    if (signal.aborted) break
    if (!isFull(dueMs)) {
      const one = call(dueMs).finally(() => running.delete(one))
      running.add(one)
    }
    dueMs += (-Math.log(1 - random()) / level) * 1000
  }
  await Promise.all(running)
}

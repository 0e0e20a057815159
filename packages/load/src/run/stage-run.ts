import type { CallResult } from '../call/call-result.ts'
import type { Stage } from '../plan/stages.ts'
import type { SelfReport } from './self-watch.ts'
import type { SharedCall } from './share-within.ts'

/** What happened in one stage. */
export interface StageRun {
  readonly stage: Stage
  /** Length of the measured time. */
  readonly seconds: number
  /** Requests that were to start within the measured time, ended or failed; warm-up excluded. */
  readonly calls: readonly CallResult[]
  /** What came within the measured time, whenever it was asked for: rates are of these. */
  readonly within: readonly SharedCall[]
  /** Open stages: requests that were not started because too many were open. */
  readonly refused: number
  readonly self: SelfReport
}

/** Two runs of one stage as one of their whole length. */
export function joinRuns(one: StageRun, other: StageRun): StageRun {
  const worse = (name: keyof SelfReport): number => Math.max(one.self[name], other.self[name])
  return {
    stage: one.stage,
    seconds: one.seconds + other.seconds,
    calls: [...one.calls, ...other.calls],
    within: [...one.within, ...other.within],
    refused: one.refused + other.refused,
    self: { lagP50Ms: worse('lagP50Ms'), lagP99Ms: worse('lagP99Ms'), lagMaxMs: worse('lagMaxMs'), cpu: worse('cpu') },
  }
}

/** What is told while a stage runs. */
export interface Progress {
  readonly stage: Stage
  readonly elapsedSeconds: number
  readonly totalSeconds: number
  readonly warmingUp: boolean
  readonly inFlight: number
  readonly ended: number
  readonly failed: number
}

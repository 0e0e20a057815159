import type { CallResult } from '../call/call-result.ts'
import type { Stage } from '../plan/stages.ts'
import type { SelfReport } from './self-watch.ts'

/** What happened in one stage. */
export interface StageRun {
  readonly stage: Stage
  /** Length of the measured time. */
  readonly seconds: number
  /** Requests that were to start within the measured time, ended or failed; warm-up excluded. */
  readonly calls: readonly CallResult[]
  /** Requests that ended within the measured time, whenever they started, and what they brought. */
  readonly endedWithin: { readonly calls: number; readonly succeeded: number; readonly outputTokens: number }
  /** Open stages: requests that were not started because too many were open. */
  readonly refused: number
  readonly self: SelfReport
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

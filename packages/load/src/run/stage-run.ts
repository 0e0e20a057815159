import type { CallResult } from '../call/call-result.ts'
import type { Stage } from '../plan/stages.ts'
import type { Produced } from './produced-within.ts'
import type { SelfReport } from './self-watch.ts'

/** What happened in one stage. */
export interface StageRun {
  readonly stage: Stage
  /** Length of the measured time. */
  readonly seconds: number
  /** Requests that were to start within the measured time, ended or failed; warm-up excluded. */
  readonly calls: readonly CallResult[]
  /** Answers that succeeded and tokens that came within the measured time, whenever their requests started. */
  readonly within: Produced
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

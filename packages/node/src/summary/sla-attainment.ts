import type { SlaTargets } from './sla-targets.ts'
import type { CallSummary } from './summary.ts'

/** Whether a target is kept; `unknown` where no call says anything of it. */
export type SlaState = 'met' | 'breached' | 'unknown'

/** One target and what was measured against it. */
export interface SlaResult {
  readonly state: SlaState
  readonly target: number
  /** In the unit of the target; undefined where `state` is `unknown`. */
  readonly actual: number | undefined
}

/** The verdict on each target that was given. */
export type SlaAttainment = Readonly<Partial<Record<keyof SlaTargets, SlaResult>>>

type Measured = Pick<CallSummary, 'durationMs' | 'successRate'>

interface Objective {
  readonly measure: (calls: Measured) => number | undefined
  readonly better: 'lower' | 'higher'
}

const OBJECTIVES: Readonly<Record<keyof SlaTargets, Objective>> = {
  p95ResponseTimeMs: { measure: ({ durationMs }) => durationMs.p95, better: 'lower' },
  p99ResponseTimeMs: { measure: ({ durationMs }) => durationMs.p99, better: 'lower' },
  availability: { measure: ({ successRate }) => successRate, better: 'higher' },
  errorRate: { measure: ({ successRate }) => (successRate === undefined ? undefined : 1 - successRate), better: 'lower' },
}

/** Compares what was measured with each target. */
export function slaAttainment(calls: Measured, targets: SlaTargets): SlaAttainment {
  const results: Partial<Record<keyof SlaTargets, SlaResult>> = {}
  for (const name of Object.keys(OBJECTIVES) as (keyof SlaTargets)[]) {
    const target = targets[name]
    if (target === undefined) continue
    const { measure, better } = OBJECTIVES[name]
    const actual = measure(calls)
    const met = actual !== undefined && (better === 'lower' ? actual <= target : actual >= target)
    results[name] = { state: actual === undefined ? 'unknown' : met ? 'met' : 'breached', target, actual }
  }
  return results
}

import type { RuleTimes } from '../burn-rate/windows.ts'
import type { SlaScope } from '../targets/sla-targets.ts'

/** A recording rule of one scope. The label `slo_scope` is added to each. */
export interface RecordingRule {
  readonly record: string
  readonly expr: string
  readonly labels?: Readonly<Record<string, string>>
}

/** One thing that a scope owes, and the rules that measure it. */
export interface Objective {
  /** Stable, `[a-z0-9-]`: the value of the label `slo`. */
  readonly slo: string
  /** The number that was promised, in `unit`. */
  readonly target: number
  readonly unit: 'seconds' | 'ratio' | 'tokens-per-second' | 'currency'
  /** The promise in words: `p95 <= 3 s`. */
  readonly words: string
  /** The share of events that may be bad; absent where an objective is a limit without a budget. */
  readonly budget?: number
  /** Rules that measure it, in the order in which they build on each other. */
  readonly rules: readonly RecordingRule[]
}

/** What an objective is made from. */
export interface ObjectiveInput {
  readonly scope: SlaScope
  readonly times: RuleTimes
}

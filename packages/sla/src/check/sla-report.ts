import type { Labels } from './prometheus/to-samples.ts'

/** The name and version of the form below. A change that breaks readers gets a new number. */
export const SLA_REPORT_SCHEMA = 'tokenscope-sla-report/1'

export type Verdict = 'met' | 'breached' | 'unknown'

/** What `check` found. Times are seconds since 1970, lengths of time seconds, ratios 0 to 1. */
export interface SlaReport {
  readonly schema: typeof SLA_REPORT_SCHEMA
  readonly time: number
  readonly windowSeconds: number
  /** Length of one point of the histories. */
  readonly stepSeconds: number
  /** Address, without credentials. */
  readonly prometheus: string
  /** `breached` where anything is; else `unknown` where anything is; else `met`. */
  readonly verdict: Verdict
  readonly objectives: readonly ObjectiveReport[]
  /** Slowest first; empty where no Jaeger was asked. */
  readonly slowestTraces: readonly SlowTrace[]
  /** What limits the answer: a Jaeger that does not answer, a part of the stores that is missing. */
  readonly notes: readonly string[]
}

export interface ObjectiveReport {
  /** Id of the scope in the targets. */
  readonly scope: string
  /** Stable name: `response-time-p95`. Together with scope and labels it is unique. */
  readonly slo: string
  /** What was judged together: labels of Prometheus. */
  readonly labels: Labels
  /** The same for people: `qwen3 in production`. */
  readonly subject: string
  /** `p95 <= 3 s`. */
  readonly promise: string
  readonly target: number
  readonly unit: 'seconds' | 'ratio' | 'tokens-per-second' | 'currency'
  readonly verdict: Verdict
  /** Why it is unknown; null otherwise. */
  readonly reason: UnknownReason | null
  /** The promised number as it was, in `unit`; null where there is none. */
  readonly measured: number | null
  /** Share of good events; of a limit without a budget, share of steps within it. */
  readonly attainment: number | null
  /** The share that was promised; null for a limit without a budget. */
  readonly objective: number | null
  /** What is counted; null for a limit without a budget. */
  readonly counted: string | null
  readonly events: number | null
  readonly badEvents: number | null
  /** 1 untouched, 0 spent, negative overspent. */
  readonly budgetRemaining: number | null
  /** How many times faster than sustainable the budget was spent in the last `burnWindowSeconds`. */
  readonly burnRate: number | null
  readonly burnWindowSeconds: number
  /** How much of the window has data. */
  readonly dataSeconds: number
  /** Attainment by length of time; `week` is null in windows shorter than one. */
  readonly trend: { readonly day: number | null; readonly week: number | null; readonly window: number | null }
  /** The steps with most bad events, worst first; of a limit, those furthest beyond it. At most five. */
  readonly worst: readonly StepReport[]
  /** One for each step that has data, the oldest first; `time` is its end. */
  readonly history: readonly StepReport[]
}

export interface StepReport {
  readonly time: number
  readonly events: number | null
  readonly badEvents: number | null
  /** In the unit of the objective. */
  readonly value: number | null
}

export interface UnknownReason {
  readonly code: 'no-data' | 'no-data-for-scope' | 'not-measured' | 'bucket-missing' | 'too-little-traffic' | 'window-longer-than-data'
  /** With the numbers. */
  readonly message: string
  readonly remedy: string
}

export interface SlowTrace {
  readonly traceId: string
  readonly url: string
  readonly time: number
  readonly durationSeconds: number
  readonly service: string
  readonly model: string
  readonly scope: string
}

import type { RuleContext } from '../outputs/rule-context.ts'
import type { Scenario } from './scenario.ts'

/** One alert: its rule, its words, its runbook and its test, in one row. */
export interface AlertDefinition {
  readonly name: string
  /** Name of its runbook, `[a-z0-9-]`. */
  readonly slug: string
  readonly group: AlertGroup
  readonly severity: 'critical' | 'warning' | 'info' | 'none'
  readonly category: 'slo' | 'latency' | 'throughput' | 'errors' | 'traffic' | 'absent' | 'config' | 'cost' | 'gpu' | 'host' | 'meta'
  /** How long the condition must hold, in production; default 0. */
  readonly forSeconds?: number
  /** How long the alert stays after the condition ended, in production; default 0. */
  readonly keepFiringForSeconds?: number
  readonly expr: string
  /** Further labels, for routing and inhibition. */
  readonly labels?: Readonly<Record<string, string>>
  /** One line; Go template over `$labels` and `$value`. */
  readonly summary: string
  readonly description: string
  /** The measured value and what it is held against, for messages; Go templates. */
  readonly value?: string
  readonly target?: string
  /** How many times too fast the budget burns, and what is left of it, for messages; Go templates. */
  readonly burnRate?: string
  readonly budgetRemaining?: string
  /** Which board shows it. */
  readonly board: 'slo' | 'llm' | 'tokens' | 'gpu' | 'host' | 'pipeline'
  /** Whether slow and failed calls in Jaeger help. */
  readonly traces?: boolean
  readonly runbook: Runbook
  /** What must make it fire, leave it silent, and let it resolve. */
  readonly scenarios: readonly Scenario[]
}

/** Alerts of a group are evaluated together, at the group's own interval. */
export type AlertGroup = 'budget' | 'symptom' | 'absent' | 'hourly' | 'gpu' | 'host' | 'meta'

/** What the person on call reads. Markdown. */
export interface Runbook {
  readonly meaning: string
  readonly firstFiveMinutes: readonly string[]
  readonly causes: readonly string[]
  readonly silence: string
  readonly escalate: string
}

/** Alerts of one kind for these targets; none where the targets ask for none. */
export type AlertKind = (context: RuleContext) => AlertDefinition[]

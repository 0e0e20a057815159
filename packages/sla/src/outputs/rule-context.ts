import { type RuleTimes, resolveTimes } from '../burn-rate/windows.ts'
import type { Objective } from '../objectives/objective.ts'
import { scopeObjectives } from '../objectives/scope-objectives.ts'
import { classicOnly } from '../promql/classic-only.ts'
import { prometheusDuration } from '../promql/prometheus-duration.ts'
import type { SlaScope, SlaTargets } from '../targets/sla-targets.ts'

/** What every output is made from: the targets, and what follows from them. */
export interface RuleContext {
  readonly targets: SlaTargets
  readonly times: RuleTimes
  readonly scopes: readonly ScopeContext[]
  /** A time of production as Prometheus writes it, shortened by the speed. */
  readonly duration: (seconds: number) => string
  /** The same as a number of seconds. */
  readonly seconds: (seconds: number) => number
  /** An expression as it is written out. */
  readonly expr: (expression: string) => string
}

export interface ScopeContext {
  readonly scope: SlaScope
  readonly objectives: readonly Objective[]
}

export interface GenerateOptions {
  /** Makes every window, interval and waiting time this many times shorter, for tests that cannot wait; default 1. */
  readonly speed?: number
  /** `classic` leaves out what asks for native (exponential) histograms, for VictoriaMetrics; default `any`. */
  readonly histograms?: 'any' | 'classic'
}

export function createRuleContext(targets: SlaTargets, { speed = 1, histograms = 'any' }: GenerateOptions = {}): RuleContext {
  if (!(speed >= 1)) throw new RangeError(`speed must be 1 or more, it is ${speed}`)
  const times = resolveTimes(targets.windowSeconds, speed)
  return {
    targets,
    times,
    scopes: targets.scopes.map((scope) => ({ scope, objectives: scopeObjectives({ scope, times }) })),
    duration: (seconds) => prometheusDuration(seconds / speed),
    seconds: (seconds) => seconds / speed,
    expr: histograms === 'classic' ? classicOnly : (expression) => expression,
  }
}

import { MAX_BAD_RATIO } from '../burn-rate/windows.ts'
import type { Objective } from '../objectives/objective.ts'
import type { RuleContext, ScopeContext } from '../outputs/rule-context.ts'
import { LABEL_SCOPE, LABEL_SLO } from '../promql/labels.ts'
import { AVAILABILITY_SLICE } from '../targets/sla-targets.ts'
import type { Check, Scenario } from './scenario.ts'
import { apartBy, type TrafficPhase, traffic } from './traffic.ts'

/** A stretch of time in which all objectives burn their budgets at the same speed. */
export interface BurnPhase {
  readonly seconds: number
  /** Times the speed at which the budget would just last, as in the table of windows. */
  readonly factor: number
  /** Times the threshold that the factor gives: 0 nothing is bad, 0.95 just below, 1.1 just above. */
  readonly margin: number
  /** What the alert is expected to do at the end of the stretch. */
  readonly fires?: boolean
}

export interface BurnInput {
  readonly context: RuleContext
  readonly scope: ScopeContext
  readonly name: string
  readonly evaluationSeconds: number
  readonly phases: readonly BurnPhase[]
}

/**
 * A scenario for the objectives of a scope that are ratios of requests, and one for availability. A slice is good or bad as a whole, so
 * there a margin below 1 stands for a share of failures that just leaves slices good, one above for a share that does not.
 */
export function burnScenarios({ context, scope, name, evaluationSeconds, phases }: BurnInput): Scenario[] {
  const budgeted = scope.objectives.filter(({ budget }) => budget !== undefined)
  // The rate window needs two samples.
  const sampleSeconds = Math.max(context.times.fastIntervalSeconds * 2, Math.min(evaluationSeconds, context.times.rateSeconds * 0.4))
  const kinds = [budgeted.filter(isAvailability), budgeted.filter((objective) => !isAvailability(objective))]
  return kinds
    .filter((objectives) => objectives.length > 0)
    .map((objectives) => ({
      name: `${name}: ${objectives.map(({ slo }) => slo).join(', ')} of ${scope.scope.id}`,
      scopeId: scope.scope.id,
      ...apartBy(scope.scope),
      sampleSeconds,
      evaluationSeconds,
      series: traffic(
        scope,
        sampleSeconds,
        phases.map((phase) => toTraffic(objectives, phase)),
      ),
      checks: toChecks(scope.scope.id, objectives, phases),
    }))
}

/** Enough requests that the floors of bad requests are passed. */
function requestsPerSecond(objectives: readonly Objective[]): number {
  return Math.max(1, ...objectives.map(({ budget = 1 }) => 0.1 / budget))
}

function toTraffic(objectives: readonly Objective[], { seconds, factor, margin }: BurnPhase): TrafficPhase {
  const badRatio = ({ budget = 0 }: Objective): number => margin * Math.min(factor * budget, MAX_BAD_RATIO)
  const failing = objectives.find(({ slo }) => slo === 'error-rate')
  const slice = 1 - AVAILABILITY_SLICE.successRatio
  return {
    seconds,
    requestsPerSecond: requestsPerSecond(objectives),
    failed: objectives.some(isAvailability) ? slice * Math.min(margin, 1.2) : failing ? badRatio(failing) : 0,
    slow: Object.fromEntries(objectives.filter(({ unit }) => unit === 'seconds').map((objective) => [objective.slo, badRatio(objective)])),
  }
}

function toChecks(scopeId: string, objectives: readonly Objective[], phases: readonly BurnPhase[]): Check[] {
  let atSeconds = 0
  return phases.flatMap(({ seconds, fires }) => {
    atSeconds += seconds
    if (fires === undefined) return []
    return objectives.map(({ slo }) => ({ atSeconds, fires, labels: { [LABEL_SCOPE]: scopeId, [LABEL_SLO]: slo } }))
  })
}

function isAvailability({ slo }: Objective): boolean {
  return slo === 'availability'
}

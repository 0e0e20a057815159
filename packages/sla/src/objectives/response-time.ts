import { successQuery } from './call-events.ts'
import type { Objective, ObjectiveInput } from './objective.ts'
import { quantileObjective } from './quantile-objective.ts'

/** `p95_response_time`, `p99_response_time`: of the calls that succeeded. */
export function responseTimeObjectives({ scope, times }: ObjectiveInput): Objective[] {
  const query = successQuery(scope, times.rateSeconds)
  return scope.objectives.responseTimes.map((target) => quantileObjective({ scope, name: 'response-time', target, query }))
}

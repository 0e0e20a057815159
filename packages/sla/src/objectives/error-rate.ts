import { RECORDS } from '../burn-rate/records.ts'
import { LABEL_SCOPE, LABEL_SLO } from '../promql/labels.ts'
import { equal, selector } from '../promql/selector.ts'
import type { Objective, ObjectiveInput } from './objective.ts'
import { percent } from './percent.ts'

/** `error_rate`: failed requests by all requests. */
export function errorRateObjective({ scope }: ObjectiveInput): Objective[] {
  const { errorRate } = scope.objectives
  if (errorRate === undefined) return []
  const slo = 'error-rate'
  const of = [equal(LABEL_SCOPE, scope.id)]
  const labels = { [LABEL_SLO]: slo }
  return [
    {
      slo,
      target: errorRate,
      unit: 'ratio',
      words: `error rate <= ${percent(errorRate)}`,
      budget: errorRate,
      rules: [
        { record: RECORDS.events, expr: selector(RECORDS.requests, of), labels },
        { record: RECORDS.bad, expr: selector(RECORDS.errors, of), labels },
      ],
    },
  ]
}

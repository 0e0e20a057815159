import { RECORDS } from '../burn-rate/records.ts'
import { decimal } from '../promql/combine.ts'
import { LABEL_SCOPE, LABEL_SLO } from '../promql/labels.ts'
import { equal, selector } from '../promql/selector.ts'
import { AVAILABILITY_SLICE } from '../targets/sla-targets.ts'
import type { Objective, ObjectiveInput } from './objective.ts'
import { percent } from './percent.ts'

/**
 * `availability`: the share of time slices in which the service worked, so one bad hour at night weighs as much as one at noon. A slice
 * counts when it has traffic, and is good when enough of its requests succeed.
 */
export function availabilityObjective({ scope }: ObjectiveInput): Objective[] {
  const { availability } = scope.objectives
  if (availability === undefined) return []
  const slo = 'availability'
  const labels = { [LABEL_SLO]: slo }
  const of = [equal(LABEL_SCOPE, scope.id)]
  const good = selector(RECORDS.sliceGood, of)
  const errors = selector(RECORDS.errors, of)
  return [
    {
      slo,
      target: availability,
      unit: 'ratio',
      words: `availability >= ${percent(availability)}`,
      budget: Number(decimal(1 - availability)),
      rules: [
        {
          record: RECORDS.sliceGood,
          expr: `1 - ${errors} / (${selector(RECORDS.requests, of)} > 0) >= bool ${decimal(AVAILABILITY_SLICE.successRatio)}`,
        },
        { record: RECORDS.events, expr: `${good} * 0 + 1`, labels },
        { record: RECORDS.bad, expr: `1 - ${good}`, labels },
        { record: RECORDS.badSliceErrors, expr: `${errors} * (1 - ${good})`, labels },
      ],
    },
  ]
}

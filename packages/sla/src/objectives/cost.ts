import { COST } from '@tokenscope/semconv'
import { RECORDS } from '../burn-rate/records.ts'
import { decimal, sumBy } from '../promql/combine.ts'
import { selector } from '../promql/selector.ts'
import { seriesOf } from '../promql/series.ts'
import { scopeLabels, scopeMatchers } from './call-events.ts'
import type { Objective, ObjectiveInput } from './objective.ts'

const DAY_SECONDS = 86_400

/** `cost_per_day`: what the calls of the last 24 hours cost, by the price table that the application gave. */
export function costObjective({ scope, times }: ObjectiveInput): Objective[] {
  const { costPerDay } = scope.objectives
  if (costPerDay === undefined) return []
  const spent = `increase(${selector(seriesOf(COST), scopeMatchers(scope), DAY_SECONDS / times.speed)})`
  return [
    {
      slo: 'cost',
      target: costPerDay,
      unit: 'currency',
      words: `cost per day <= ${decimal(costPerDay)}`,
      rules: [{ record: RECORDS.costPerDay, expr: sumBy(scopeLabels(scope), spent) }],
    },
  ]
}

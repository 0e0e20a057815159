import { errorRate, requestRate, scopeLabels } from '../../objectives/call-events.ts'
import type { Objective, ObjectiveInput } from '../../objectives/objective.ts'
import { decimal, firstOf, sumBy } from '../../promql/combine.ts'
import type { Measure } from './measure.ts'

export function errorRateMeasure({ scope }: ObjectiveInput, objective: Objective): Measure {
  const times = (expression: string, seconds: number): string => `(\n${expression}\n) * ${decimal(seconds)}`
  return {
    objective,
    counts: {
      unit: 'requests',
      events: (seconds) => times(requestRate(scope, seconds), seconds),
      bad: (seconds) => times(failures(scope, seconds), seconds),
    },
    better: 'lower',
    judged: 'window',
    absence: 'no calls are counted',
  }
}

/** Failed requests per second; 0 where none failed. */
export function failures(scope: ObjectiveInput['scope'], seconds: number): string {
  return firstOf(errorRate(scope, seconds), `0 * ${sumBy(scopeLabels(scope), requestRate(scope, seconds))}`)
}

import { errorRate, requestRate } from '../../objectives/call-events.ts'
import type { Objective, ObjectiveInput } from '../../objectives/objective.ts'
import { decimal } from '../../promql/combine.ts'
import type { Measure } from './measure.ts'

export function errorRateMeasure({ scope }: ObjectiveInput, objective: Objective): Measure {
  const times = (expression: string, seconds: number): string => `(\n${expression}\n) * ${decimal(seconds)}`
  return {
    objective,
    counts: {
      unit: 'requests',
      events: (seconds) => times(requestRate(scope, seconds), seconds),
      bad: (seconds) => times(errorRate(scope, seconds), seconds),
      absentIsNone: true,
    },
    better: 'lower',
    judged: 'window',
    absence: 'no calls are counted',
  }
}

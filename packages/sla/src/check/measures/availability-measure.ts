import { errorRate, requestRate } from '../../objectives/call-events.ts'
import type { Objective, ObjectiveInput } from '../../objectives/objective.ts'
import { decimal } from '../../promql/combine.ts'
import { prometheusDuration } from '../../promql/prometheus-duration.ts'
import { AVAILABILITY_SLICE } from '../../targets/sla-targets.ts'
import type { Measure } from './measure.ts'

/** Slices with traffic, and those of them in which too many requests failed. */
export function availabilityMeasure({ scope, times: { rateSeconds } }: ObjectiveInput, objective: Objective): Measure {
  const requests = `(\n${requestRate(scope, rateSeconds)}\n) > 0`
  const isBad = `(\n${errorRate(scope, rateSeconds)}\n) / (${requests}) > bool ${decimal(1 - AVAILABILITY_SLICE.successRatio)}`
  const slices = (seconds: number): string => `[${prometheusDuration(seconds)}:${prometheusDuration(rateSeconds)}]`
  return {
    objective,
    counts: {
      unit: 'slices of 5 minutes',
      events: (seconds) => `count_over_time((${requests})${slices(seconds)})`,
      bad: (seconds) => `sum_over_time((${isBad})${slices(seconds)})`,
      absentIsNone: true,
    },
    better: 'higher',
    judged: 'window',
    absence: 'no calls are counted',
  }
}

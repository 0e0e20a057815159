import { successQuery } from '../../objectives/call-events.ts'
import type { Objective, ObjectiveInput } from '../../objectives/objective.ts'
import { firstTokenQuery } from '../../objectives/time-to-first-token.ts'
import { decimal } from '../../promql/combine.ts'
import { type HistogramQuery, histogramAtMost, histogramQuantile, measurableCount, missingBuckets } from '../../promql/histogram.ts'
import type { QuantileTarget } from '../../targets/sla-targets.ts'
import type { Measure } from './measure.ts'

export function responseTimeMeasure({ scope, times }: ObjectiveInput, objective: Objective): Measure {
  return quantileMeasure(objective, {
    unit: 'requests',
    query: successQuery(scope, times.rateSeconds),
    targets: scope.objectives.responseTimes,
    absence: 'calls are there, but none that succeeded and whose duration is known',
  })
}

export function firstTokenMeasure(input: ObjectiveInput, objective: Objective): Measure {
  return quantileMeasure(objective, {
    unit: 'streamed calls',
    query: firstTokenQuery(input),
    targets: input.scope.objectives.timeToFirstToken ?? [],
    absence: 'calls are there, but none reports its time to first token: only streamed calls have one',
  })
}

interface Input {
  readonly unit: 'requests' | 'streamed calls'
  readonly query: HistogramQuery
  readonly targets: readonly QuantileTarget[]
  readonly absence: string
}

function quantileMeasure(objective: Objective, { unit, query, targets, absence }: Input): Measure {
  const share = 1 - (objective.budget ?? 0)
  // A scope may promise the same seconds for two quantiles.
  const { quantile } = targets.find((target) => Math.abs(target.quantile - share) < 1e-9) ?? { quantile: share }
  const over = (windowSeconds: number): HistogramQuery => ({ ...query, windowSeconds })
  const events = (seconds: number): string => `(\n${measurableCount(over(seconds), objective.target)}\n) * ${decimal(seconds)}`
  const within = (seconds: number): string => `(\n${histogramAtMost(over(seconds), objective.target)}\n) * ${decimal(seconds)}`
  return {
    objective,
    counts: {
      unit,
      events,
      absentIsNone: false,
      bad: (seconds) => `clamp_min(\n${events(seconds)}\n- on (${query.by.join(', ')})\n${within(seconds)}, 0)`,
    },
    value: (seconds) => histogramQuantile(over(seconds), quantile),
    better: 'lower',
    judged: 'window',
    missingBuckets: missingBuckets(query, objective.target),
    absence,
  }
}

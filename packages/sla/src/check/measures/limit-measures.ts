import { COST, OUTPUT_TOKEN_RATE } from '@tokenscope/semconv'
import { scopeLabels, scopeMatchers } from '../../objectives/call-events.ts'
import type { Objective, ObjectiveInput } from '../../objectives/objective.ts'
import { firstTokenQuery } from '../../objectives/time-to-first-token.ts'
import { sumBy } from '../../promql/combine.ts'
import { type HistogramQuery, histogramCount, histogramQuantile, histogramSum } from '../../promql/histogram.ts'
import { prometheusDuration } from '../../promql/prometheus-duration.ts'
import { selector } from '../../promql/selector.ts'
import { seriesOf } from '../../promql/series.ts'
import type { Measure } from './measure.ts'

const DAY_SECONDS = 86_400

/** Promises without a budget. */

export function speedMeasure({ scope }: ObjectiveInput, objective: Objective): Measure {
  const over = (windowSeconds: number): HistogramQuery => ({
    metrics: [[OUTPUT_TOKEN_RATE]],
    matchers: scopeMatchers(scope),
    by: scopeLabels(scope),
    windowSeconds,
  })
  return {
    objective,
    value: (seconds) => `(\n${histogramSum(over(seconds))}\n)\n/\n((\n${histogramCount(over(seconds))}\n) > 0)`,
    better: 'higher',
    judged: 'window',
    absence: 'calls are there, but none reports its speed: only streamed calls whose server reports usage have one',
  }
}

/** The median time to first token of five minutes, above the best of the day before. */
export function queueMeasure(input: ObjectiveInput, objective: Objective): Measure {
  const median = `(\n${histogramQuantile(firstTokenQuery(input), 0.5)}\n)`
  const day = `[${prometheusDuration(DAY_SECONDS)}:${prometheusDuration(input.times.rateSeconds)}]`
  return {
    objective,
    value: () => `${median} - min_over_time(${median}${day})`,
    better: 'lower',
    judged: 'now',
    absence: 'calls are there, but none in the last minutes reports its time to first token: only streamed calls have one',
  }
}

/** What the last day cost. */
export function costMeasure({ scope }: ObjectiveInput, objective: Objective): Measure {
  return {
    objective,
    value: () => sumBy(scopeLabels(scope), `increase(${selector(seriesOf(COST), scopeMatchers(scope), DAY_SECONDS)})`),
    better: 'lower',
    judged: 'now',
    absence: 'calls are there, but no cost: the application has no price table (option prices)',
  }
}

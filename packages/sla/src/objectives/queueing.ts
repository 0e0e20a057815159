import { RECORDS } from '../burn-rate/records.ts'
import { decimal } from '../promql/combine.ts'
import { histogramQuantile } from '../promql/histogram.ts'
import { LABEL_SCOPE } from '../promql/labels.ts'
import { equal, selector } from '../promql/selector.ts'
import type { Objective, ObjectiveInput } from './objective.ts'
import { firstTokenQuery } from './time-to-first-token.ts'

const DAY_SECONDS = 86_400

/**
 * `queue_time`: clients do not see the server's queue. What grows with it is the median time to first token; its best five minutes of
 * the last day are taken for the time without a queue, and what is above them for the wait.
 */
export function queueingObjective({ scope, times }: ObjectiveInput): Objective[] {
  const { queueSeconds } = scope.objectives
  if (queueSeconds === undefined) return []
  const of = [equal(LABEL_SCOPE, scope.id)]
  const best = `min_over_time(${selector(RECORDS.firstTokenMedian, of, DAY_SECONDS / times.speed)})`
  return [
    {
      slo: 'queue-time',
      target: queueSeconds,
      unit: 'seconds',
      words: `queue time <= ${decimal(queueSeconds)} s`,
      rules: [
        { record: RECORDS.firstTokenMedian, expr: histogramQuantile(firstTokenQuery({ scope, times }), 0.5) },
        { record: RECORDS.queueTime, expr: `${selector(RECORDS.firstTokenMedian, of)} - ${best}` },
      ],
    },
  ]
}

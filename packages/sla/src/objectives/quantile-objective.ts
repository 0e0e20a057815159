import { RECORDS } from '../burn-rate/records.ts'
import { decimal } from '../promql/combine.ts'
import { type HistogramQuery, histogramAtMost, histogramQuantile, measurableCount, missingBuckets } from '../promql/histogram.ts'
import { LABEL_SCOPE, LABEL_SLO } from '../promql/labels.ts'
import { equal, selector } from '../promql/selector.ts'
import type { QuantileTarget, SlaScope } from '../targets/sla-targets.ts'
import type { Objective } from './objective.ts'

/** What a promise about a quantile of a time is made of. */
export interface QuantileInput {
  readonly scope: SlaScope
  /** Start of the value of the label `slo`: `response-time` gives `response-time-p95`. */
  readonly name: string
  readonly target: QuantileTarget
  readonly query: HistogramQuery
}

/** `p95 <= 3 s` as a share of events: 95 % of the observations take at most 3 s, so 5 % may be slower. */
export function quantileObjective({ scope, name, target: { quantile, seconds }, query }: QuantileInput): Objective {
  const percentile = quantileName(quantile)
  const slo = `${name}-${percentile}`
  const labels = { [LABEL_SLO]: slo }
  const events = selector(RECORDS.events, [equal(LABEL_SCOPE, scope.id), equal(LABEL_SLO, slo)])
  const same = `on (${query.by.join(', ')})`
  return {
    slo,
    target: seconds,
    unit: 'seconds',
    words: `${percentile} <= ${decimal(seconds)} s`,
    budget: Number(decimal(1 - quantile)),
    rules: [
      { record: RECORDS.events, expr: measurableCount(query, seconds), labels },
      {
        record: RECORDS.bad,
        expr: `clamp_min(\n${events}\n- ${same} (\n${histogramAtMost(query, seconds)}\n), 0)\nor ${same}\n0 * ${events}`,
        labels,
      },
      { record: RECORDS.quantile, expr: histogramQuantile(query, quantile), labels },
      { record: RECORDS.bucketMissing, expr: missingBuckets(query, seconds), labels },
    ],
  }
}

/** `p95`, `p99`, `p99-9`. */
export function quantileName(quantile: number): string {
  return `p${decimal(quantile * 100).replace('.', '-')}`
}

import { OUTPUT_TOKEN_RATE } from '@tokenscope/semconv'
import { RECORDS } from '../burn-rate/records.ts'
import { decimal } from '../promql/combine.ts'
import { type HistogramQuery, histogramCount, histogramSum } from '../promql/histogram.ts'
import { LABEL_SCOPE } from '../promql/labels.ts'
import { equal, selector } from '../promql/selector.ts'
import { scopeLabels, scopeMatchers } from './call-events.ts'
import type { Objective, ObjectiveInput } from './objective.ts'

/** `output_tokens_per_second`: the mean over streamed calls of what each generated per second after its first token. */
export function generationSpeedObjective({ scope, times }: ObjectiveInput): Objective[] {
  const { outputTokensPerSecond } = scope.objectives
  if (outputTokensPerSecond === undefined) return []
  const query: HistogramQuery = {
    metrics: [[OUTPUT_TOKEN_RATE]],
    matchers: scopeMatchers(scope),
    by: scopeLabels(scope),
    windowSeconds: times.rateSeconds,
  }
  const count = selector(RECORDS.outputTokenRateCount, [equal(LABEL_SCOPE, scope.id)])
  return [
    {
      slo: 'generation-speed',
      target: outputTokensPerSecond,
      unit: 'tokens-per-second',
      words: `output tokens/s >= ${decimal(outputTokensPerSecond)}`,
      rules: [
        { record: RECORDS.outputTokenRateCount, expr: histogramCount(query) },
        { record: RECORDS.outputTokenRate, expr: `(\n${histogramSum(query)}\n)\n/ on (${query.by.join(', ')})\n(${count} > 0)` },
      ],
    },
  ]
}

import { CLIENT_TOKEN_USAGE, INFERENCE_USAGE_INPUT_TOKENS, INFERENCE_USAGE_OUTPUT_TOKENS, type MetricDefinition } from '@tokenscope/semconv'
import { CALLER_LABELS } from '../promql/caller-labels.ts'
import { firstOf, sumBy } from '../promql/combine.ts'
import { histogramSum } from '../promql/histogram.ts'
import { selector } from '../promql/selector.ts'
import { seriesOf } from '../promql/series.ts'
import { scopeLabels, scopeMatchers } from './call-events.ts'
import type { ObjectiveInput } from './objective.ts'

/** Tokens per second, input and output together. Each caller is asked apart, so that one of the older profile does not hide one of the newer. */
export function tokenRate({ scope, times }: ObjectiveInput): string {
  const matchers = scopeMatchers(scope)
  const by = [...new Set([...CALLER_LABELS, ...scopeLabels(scope)])]
  const windowSeconds = times.rateSeconds
  const counter = (metric: MetricDefinition): string => sumBy(by, `rate(${selector(seriesOf(metric), matchers, windowSeconds)})`)
  const usage = histogramSum({ metrics: [[CLIENT_TOKEN_USAGE]], matchers, by, windowSeconds })
  const input = counter(INFERENCE_USAGE_INPUT_TOKENS)
  const output = counter(INFERENCE_USAGE_OUTPUT_TOKENS)
  return sumBy(scopeLabels(scope), `\n${firstOf(usage, `${input} + ${output}`, input, output)}\n`)
}

import { CLIENT_TOKEN_USAGE, INFERENCE_USAGE_INPUT_TOKENS, INFERENCE_USAGE_OUTPUT_TOKENS, type MetricDefinition } from '@tokenscope/semconv'
import { firstOf, sumBy } from '../promql/combine.ts'
import { histogramSum } from '../promql/histogram.ts'
import { selector } from '../promql/selector.ts'
import { seriesOf } from '../promql/series.ts'
import { scopeLabels, scopeMatchers } from './call-events.ts'
import type { ObjectiveInput } from './objective.ts'

/** Tokens per second, input and output together, as either profile of the conventions counts them. */
export function tokenRate({ scope, times }: ObjectiveInput): string {
  const matchers = scopeMatchers(scope)
  const by = scopeLabels(scope)
  const windowSeconds = times.rateSeconds
  const counter = (metric: MetricDefinition): string => sumBy(by, `rate(${selector(seriesOf(metric), matchers, windowSeconds)})`)
  const usage = histogramSum({ metrics: [[CLIENT_TOKEN_USAGE]], matchers, by, windowSeconds })
  return firstOf(usage, `${counter(INFERENCE_USAGE_INPUT_TOKENS)} + ${counter(INFERENCE_USAGE_OUTPUT_TOKENS)}`)
}

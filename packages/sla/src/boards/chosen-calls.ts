import {
  CLIENT_INFERENCE_TIME_PER_OUTPUT_CHUNK,
  CLIENT_INFERENCE_TIME_TO_FIRST_CHUNK,
  CLIENT_OPERATION_TIME_PER_OUTPUT_CHUNK,
  CLIENT_OPERATION_TIME_TO_FIRST_CHUNK,
  INFERENCE_OPERATIONS,
  type MetricDefinition,
  OUTPUT_TOKEN_RATE,
  TIME_TO_FIRST_TOKEN,
} from '@tokenscope/semconv'
import { countedCalls, DURATION_METRICS, failedCalls, SUCCEEDED } from '../objectives/call-events.ts'
import { sumBy } from '../promql/combine.ts'
import type { HistogramQuery } from '../promql/histogram.ts'
import { LABEL_MODEL, LABEL_OPERATION, LABEL_SERVICE } from '../promql/labels.ts'
import { type Matcher, oneOf, selector } from '../promql/selector.ts'
import { seriesOf } from '../promql/series.ts'
import { CHOSEN_CALLS } from './variables.ts'

/** Queries about the calls that the choices at the top of a board leave. */

export const RATE = '$__rate_interval'
/** Labels by which series stay apart where each may lead to its traces. */
export const BY_CALLER: readonly string[] = [LABEL_SERVICE, LABEL_MODEL]
export const CALLER_LEGEND = `{{${LABEL_SERVICE}}} · {{${LABEL_MODEL}}}`

/** Inference alone: embeddings answer in another order of time. */
export const CHOSEN_INFERENCE: readonly Matcher[] = [...CHOSEN_CALLS, oneOf(LABEL_OPERATION, INFERENCE_OPERATIONS)]

/** Durations of calls that succeeded, which is what targets are about. */
export function durations(by: readonly string[]): HistogramQuery {
  return { metrics: DURATION_METRICS, matchers: [...CHOSEN_INFERENCE, ...SUCCEEDED], by, windowSeconds: RATE }
}

export function firstTokens(by: readonly string[]): HistogramQuery {
  return inference([[TIME_TO_FIRST_TOKEN], [CLIENT_OPERATION_TIME_TO_FIRST_CHUNK, CLIENT_INFERENCE_TIME_TO_FIRST_CHUNK]], by)
}

export function chunkTimes(by: readonly string[]): HistogramQuery {
  return inference([[CLIENT_OPERATION_TIME_PER_OUTPUT_CHUNK, CLIENT_INFERENCE_TIME_PER_OUTPUT_CHUNK]], by)
}

export function tokenRates(by: readonly string[]): HistogramQuery {
  return inference([[OUTPUT_TOKEN_RATE]], by)
}

/** Calls per second that count. */
export function callRate(by: readonly string[]): string {
  return countedCalls({ matchers: CHOSEN_INFERENCE, by, windowSeconds: RATE })
}

/** Failed calls by all calls: 0 where none failed, nothing where there were no calls. */
export function failedShare(by: readonly string[]): string {
  const counted = `(\n${callRate(by)}\n)`
  const failed = `(\n${failedCalls({ matchers: CHOSEN_INFERENCE, by, windowSeconds: RATE })}\nor\n0 * ${counted}\n)`
  return `${failed}\n/\n(${counted} > 0)`
}

/** Per second, of a counter. */
export function rateOf(metric: MetricDefinition, by: readonly string[], matchers: readonly Matcher[] = CHOSEN_CALLS): string {
  return sumBy(by, `rate(${selector(seriesOf(metric), matchers, RATE)})`)
}

/** A counter that exists only once it has counted: 0 for callers that have calls and no such event. */
export function eventRateOf(metric: MetricDefinition, by: readonly string[] = BY_CALLER): string {
  return `${rateOf(metric, by, CHOSEN_INFERENCE)}\nor\n0 * (\n${callRate(by)}\n)`
}

function inference(metrics: HistogramQuery['metrics'], by: readonly string[]): HistogramQuery {
  return { metrics, matchers: CHOSEN_INFERENCE, by, windowSeconds: RATE }
}

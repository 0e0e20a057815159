import {
  CLIENT_INFERENCE_DURATION,
  CLIENT_OPERATION_DURATION,
  INFERENCE_OPERATIONS,
  type MetricDefinition,
  OPERATIONS,
  type Outcome,
  REQUESTS,
} from '@tokenscope/semconv'
import { CALLER_LABELS } from '../promql/caller-labels.ts'
import { firstOf, sumBy } from '../promql/combine.ts'
import { type HistogramQuery, histogramCount } from '../promql/histogram.ts'
import {
  LABEL_ENVIRONMENT,
  LABEL_ERROR_TYPE,
  LABEL_MODEL,
  LABEL_OPERATION,
  LABEL_OUTCOME,
  LABEL_PROVIDER,
  LABEL_SERVICE,
} from '../promql/labels.ts'
import { anyOf, equal, type Matcher, oneOf, type Range, selector } from '../promql/selector.ts'
import { seriesOf } from '../promql/series.ts'
import type { SlaScope } from '../targets/sla-targets.ts'

/** Ends that are the application's doing: neither failure nor success, and no valid event of any promise. */
export const GIVEN_UP: readonly Outcome[] = ['aborted', 'cancelled', 'abandoned']
/** Outcomes that are the service's failure. */
const FAILED: readonly Outcome[] = ['error', 'timeout', 'truncated']
const COUNTED: readonly Outcome[] = ['completed', ...FAILED]

/**
 * `error.type` of calls that the caller got wrong, as classes of the OpenAI SDKs or as HTTP statuses: they are in neither part of the
 * error rate. Every 4xx but 408 and 429, where the service turned a good request away; the verdict on a span says the same.
 */
const CALLER_FAULTS =
  '4(0[0-79]|[13-9][0-9]|2[0-8])|.*(BadRequest|Authentication|PermissionDenied|NotFound|Conflict|UnprocessableEntity|InvalidRequest|Abort|Cancel).*'
const NOT_THE_CALLER: Matcher = { label: LABEL_ERROR_TYPE, op: '!~', value: CALLER_FAULTS }
const WITH_ERROR: Matcher = { label: LABEL_ERROR_TYPE, op: '!=', value: '' }

/**
 * Durations of calls that succeeded, which response times are promised of. What failed is judged by the error rate; what the application
 * gave up is no valid event of any promise: it ended when somebody had seen enough, or when its stream was collected as garbage. Those
 * have an outcome on their duration, and so have answers that were cut off; other SDKs give either an `error.type`.
 */
export const SUCCEEDED: readonly Matcher[] = [equal(LABEL_ERROR_TYPE, ''), equal(LABEL_OUTCOME, '')]

/** The duration of a call, under the name that each profile of the conventions gives it. */
export const DURATION_METRICS: readonly (readonly MetricDefinition[])[] = [[CLIENT_OPERATION_DURATION, CLIENT_INFERENCE_DURATION]]

/** A scope, or several that differ in nothing but their models and are asked for together. */
export interface ScopeOfModels extends SlaScope {
  readonly models?: readonly string[]
}

/** Which series a scope selects. Without a model only inference: each model is judged on its own, and other calls have none. */
export function scopeMatchers({ model, models, service, provider, environment }: ScopeOfModels): Matcher[] {
  const operations = model === undefined ? INFERENCE_OPERATIONS : [...INFERENCE_OPERATIONS, OPERATIONS.embeddings]
  return [
    ...(environment === undefined ? [] : [equal(LABEL_ENVIRONMENT, environment)]),
    ...(service === undefined ? [] : [equal(LABEL_SERVICE, service)]),
    ...(provider === undefined ? [] : [equal(LABEL_PROVIDER, provider)]),
    ...(model === undefined ? [] : [anyOf(LABEL_MODEL, models ?? [model])]),
    oneOf(LABEL_OPERATION, operations),
  ]
}

/** What is judged together: a model in an environment, over all services and providers unless the scope names them. */
export function scopeLabels({ service, provider }: SlaScope): string[] {
  return [
    LABEL_ENVIRONMENT,
    ...(service === undefined ? [] : [LABEL_SERVICE]),
    ...(provider === undefined ? [] : [LABEL_PROVIDER]),
    LABEL_MODEL,
  ]
}

/** Which calls, and by which labels they stay apart. */
export interface CallSelection {
  readonly matchers: readonly Matcher[]
  readonly by: readonly string[]
  readonly windowSeconds: Range
}

/** Requests per second that count. */
export function requestRate(scope: SlaScope, windowSeconds: number): string {
  return countedCalls({ matchers: scopeMatchers(scope), by: scopeLabels(scope), windowSeconds })
}

/** Failed requests per second; absent where none failed. */
export function errorRate(scope: SlaScope, windowSeconds: number): string {
  return failedCalls({ matchers: scopeMatchers(scope), by: scopeLabels(scope), windowSeconds })
}

/** Calls per second that count. The outcome decides where an application sends it, the duration's error type elsewhere. */
export function countedCalls(selection: CallSelection): string {
  return eventRate(selection, [oneOf(LABEL_OUTCOME, COUNTED), NOT_THE_CALLER], [NOT_THE_CALLER])
}

/** The failed ones of them; absent where none failed. */
export function failedCalls(selection: CallSelection): string {
  return eventRate(selection, [oneOf(LABEL_OUTCOME, FAILED), NOT_THE_CALLER], [WITH_ERROR, NOT_THE_CALLER])
}

/** All that ended, whatever became of them. */
export function endedCalls(selection: CallSelection): string {
  return eventRate(selection, [], [])
}

/** Successful calls per second, by the histogram of their duration. */
export function successQuery(scope: SlaScope, windowSeconds: number): HistogramQuery {
  return { metrics: DURATION_METRICS, matchers: [...scopeMatchers(scope), ...SUCCEEDED], by: scopeLabels(scope), windowSeconds }
}

/** Asked for each service apart, so that one that sends no outcomes does not vanish beside one that does. */
function eventRate(selection: CallSelection, byOutcome: readonly Matcher[], byErrorType: readonly Matcher[]): string {
  const { matchers, windowSeconds } = selection
  const by = [...new Set([...CALLER_LABELS, ...selection.by])]
  const counter = `rate(${selector(seriesOf(REQUESTS), [...matchers, ...byOutcome], windowSeconds)})`
  const durations = histogramCount({ metrics: DURATION_METRICS, matchers: [...matchers, ...byErrorType], by, windowSeconds })
  return sumBy(selection.by, `\n${firstOf(sumBy(by, counter), durations)}\n`)
}

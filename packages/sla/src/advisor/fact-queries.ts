import {
  ACTIVE_REQUESTS,
  ATTR_GEN_AI_TOKEN_TYPE,
  ATTR_GPU_THROTTLE_REASON,
  ATTR_HW_GPU_TASK,
  ATTR_HW_SENSOR_LOCATION,
  ATTR_SYSTEM_MEMORY_STATE,
  CLIENT_TOKEN_USAGE,
  GPU_THROTTLE_TIME,
  type GpuThrottleReason,
  HW_GPU_MEMORY_UTILIZATION,
  HW_GPU_UTILIZATION,
  HW_TEMPERATURE,
  INFERENCE_INPUT_TOKENS,
  INFERENCE_OUTPUT_TOKENS,
  type MetricDefinition,
  OUTPUT_TOKEN_RATE,
  RATELIMIT_REMAINING,
  RETRIES,
  STALLS,
  SYSTEM_MEMORY_UTILIZATION,
  toPrometheusLabel,
} from '@tokenscope/semconv'
import { resolveTimes } from '../burn-rate/windows.ts'
import { errorRate, requestRate, scopeMatchers, successQuery } from '../objectives/call-events.ts'
import { firstTokenQuery } from '../objectives/time-to-first-token.ts'
import { firstOf } from '../promql/combine.ts'
import { type HistogramQuery, histogramCount, histogramSum } from '../promql/histogram.ts'
import { LABEL_ENVIRONMENT, LABEL_ERROR_TYPE, LABEL_MODEL } from '../promql/labels.ts'
import { equal, type Matcher, oneOf, selector } from '../promql/selector.ts'
import { seriesOf } from '../promql/series.ts'
import type { SlaScope } from '../targets/sla-targets.ts'
import * as server from './server-series.ts'

/** Heat and power that hold the clocks down. A power limit is among them: it may be new. */
const TROUBLE: readonly GpuThrottleReason[] = [
  'hw_slowdown',
  'sw_thermal_slowdown',
  'hw_thermal_slowdown',
  'hw_power_brake_slowdown',
  'sw_power_cap',
]
/** `error.type` of a request that the server turned away, as a status or as a class of the SDK. */
export const RATE_LIMITED = '429|.*(RateLimit|Quota|ResourceExhausted).*|rate_limit_exceeded|insufficient_quota'
const TURNED_AWAY: Matcher = { label: LABEL_ERROR_TYPE, op: '=~', value: RATE_LIMITED }

/** The numbers that causes are judged by. */
export type FactName =
  | 'requests'
  | 'errorRatio'
  | 'duration'
  | 'firstToken'
  | 'speed'
  | 'outputTokens'
  | 'inputTokens'
  | 'inFlight'
  | 'retries'
  | 'rateLimitedRetries'
  | 'stalls'
  | 'rateLimitLeft'
  | 'serverWaiting'
  | 'serverQueueSeconds'
  | 'cacheUsed'
  | 'preemptions'
  | 'gpuMemory'
  | 'gpuBusy'
  | 'gpuTemperature'
  | 'gpuThrottled'
  | 'hostMemory'

type ToExpression = (scope: SlaScope, seconds: number) => string

/** Every number that causes are judged by, over some seconds up to the time of the question. One value each, or none. */
export const FACT_QUERIES: Readonly<Record<FactName, ToExpression>> = {
  requests: (scope, w) => `sum(${requestRate(scope, w)})`,
  errorRatio: (scope, w) => `sum(${firstOf(errorRate(scope, w), `0 * ${requestRate(scope, w)}`)}) / (sum(${requestRate(scope, w)}) > 0)`,
  duration: (scope, w) => mean({ ...successQuery(scope, w), by: [] }),
  firstToken: (scope, w) => mean({ ...firstTokenQuery({ scope, times: resolveTimes(86_400) }), by: [], windowSeconds: w }),
  speed: (scope, w) => mean({ metrics: [[OUTPUT_TOKEN_RATE]], matchers: scopeMatchers(scope), by: [], windowSeconds: w }),
  outputTokens: (scope, w) => tokens(scope, w, 'output', INFERENCE_OUTPUT_TOKENS),
  inputTokens: (scope, w) => tokens(scope, w, 'input', INFERENCE_INPUT_TOKENS),
  inFlight: (scope, w) => `sum(avg_over_time(${selector(seriesOf(ACTIVE_REQUESTS), scopeMatchers(scope), w)}))`,
  retries: (scope, w) => perRequest(scope, w, RETRIES, []),
  rateLimitedRetries: (scope, w) => perRequest(scope, w, RETRIES, [TURNED_AWAY]),
  stalls: (scope, w) => perRequest(scope, w, STALLS, []),
  rateLimitLeft: (scope, w) => `min(min_over_time(${selector(seriesOf(RATELIMIT_REMAINING), place(scope, LABEL_MODEL), w)}))`,
  serverWaiting: server.waitingRequests,
  serverQueueSeconds: server.queueSeconds,
  cacheUsed: server.cacheUsed,
  preemptions: server.preemptions,
  gpuMemory: (scope, w) => `max(avg_over_time(${selector(seriesOf(HW_GPU_MEMORY_UTILIZATION), place(scope), w)}))`,
  gpuBusy: (scope, w) =>
    `max(avg_over_time(${selector(seriesOf(HW_GPU_UTILIZATION), [...place(scope), label(ATTR_HW_GPU_TASK, ['general', ''])], w)}))`,
  gpuTemperature: (scope, w) =>
    `max(avg_over_time(${selector(seriesOf(HW_TEMPERATURE), [...place(scope), equal(toPrometheusLabel(ATTR_HW_SENSOR_LOCATION), 'gpu')], w)}))`,
  gpuThrottled: (scope, w) =>
    `max(rate(${selector(seriesOf(GPU_THROTTLE_TIME), [...place(scope), label(ATTR_GPU_THROTTLE_REASON, TROUBLE)], w)}))`,
  hostMemory: (scope, w) =>
    `max(avg_over_time(${selector(seriesOf(SYSTEM_MEMORY_UTILIZATION), [...place(scope), equal(toPrometheusLabel(ATTR_SYSTEM_MEMORY_STATE), 'used')], w)}))`,
}

function mean(query: HistogramQuery): string {
  return `(\n${histogramSum(query)}\n)\n/\n((\n${histogramCount(query)}\n) > 0)`
}

/** Mean tokens of a call, as either profile of the conventions counts them. */
function tokens(scope: SlaScope, windowSeconds: number, type: 'input' | 'output', latest: MetricDefinition): string {
  const matchers = scopeMatchers(scope)
  const typed = [...matchers, equal(toPrometheusLabel(ATTR_GEN_AI_TOKEN_TYPE), type)]
  return firstOf(
    mean({ metrics: [[CLIENT_TOKEN_USAGE]], matchers: typed, by: [], windowSeconds }),
    mean({ metrics: [[latest]], matchers, by: [], windowSeconds }),
  )
}

function perRequest(scope: SlaScope, w: number, metric: MetricDefinition, more: readonly Matcher[]): string {
  return `sum(rate(${selector(seriesOf(metric), [...scopeMatchers(scope), ...more], w)})) / (sum(${requestRate(scope, w)}) > 0)`
}

/** GPUs and hosts know no model: they are looked for in the environment. */
function place({ environment, model }: SlaScope, modelLabel?: string): Matcher[] {
  return [
    ...(environment === undefined ? [] : [equal(LABEL_ENVIRONMENT, environment)]),
    ...(modelLabel === undefined || model === undefined ? [] : [equal(modelLabel, model)]),
  ]
}

function label(attribute: string, values: readonly string[]): Matcher {
  return oneOf(toPrometheusLabel(attribute), values)
}

import { prometheusDuration } from '../promql/prometheus-duration.ts'

/**
 * Names of the series that the generated rules record; alerts, boards and reports read these. All carry `slo_scope`; `slo:*` carry `slo`
 * too, and both the labels that the scope groups by (environment and model, and what the scope names).
 */
export const RECORDS = {
  /** Requests per second that count: neither cancelled by the application nor faults of the caller. */
  requests: 'llm:requests:rate5m',
  /** Failed ones of them per second; 0, not absent, where none failed. */
  errors: 'llm:errors:rate5m',
  /** Share of requests that succeeded. */
  successRatio: 'llm:success:ratio_rate5m',
  /** 1 while enough requests succeed in the time slice, 0 while not; absent without traffic. */
  sliceGood: 'llm:slice_good:bool',
  /** Tokens per second, input and output. */
  tokens: 'llm:tokens:rate5m',
  tokensHourly: 'llm:tokens:rate1h',
  /** Mean output tokens per second of a streamed call. */
  outputTokenRate: 'llm:output_token_rate:mean5m',
  /** Streamed calls per second that `outputTokenRate` is the mean of. */
  outputTokenRateCount: 'llm:output_token_rate:count_rate5m',
  /** Median time to first token, seconds. */
  firstTokenMedian: 'llm:time_to_first_token_seconds:p50_5m',
  /** The part of it above the best of the last day, seconds. */
  queueTime: 'llm:queue_seconds:estimate',
  /** Cost of the last day. */
  costPerDay: 'llm:cost:increase1d',

  /** What an objective counts, per second: requests, or slices. Of a time only calls that a histogram with a bucket at the threshold counts. */
  events: 'slo:sli_events:rate5m',
  /** The bad ones of them. */
  bad: 'slo:sli_bad:rate5m',
  /** Failed requests per second in slices that are bad; availability only. */
  badSliceErrors: 'slo:sli_bad_slice_errors:rate5m',
  /** The quantile that a time objective is about, seconds. */
  quantile: 'slo:sli_quantile:seconds5m',
  /** Series that have no bucket at the objective's threshold, by service. */
  bucketMissing: 'slo:bucket_missing:count',
  /** The promised share of good events. */
  objective: 'slo:objective:ratio',
  /** The share that may be bad. */
  errorBudget: 'slo:error_budget:ratio',
  /** The objective's own number: seconds, ratio, tokens per second, cost. The label `target` says it in words. */
  target: 'slo:target:value',
  /** Budget that is left of the SLO's window: 1 untouched, 0 spent, negative overspent. */
  budgetRemaining: 'slo:period_error_budget_remaining:ratio',
  /** Events and bad events since the last evaluation of the slow windows, which these are summed from. */
  eventsChunk: 'slo:sli_events:sum4m',
  badChunk: 'slo:sli_bad:sum4m',
  badRequestsChunk: 'slo:sli_bad_requests:sum4m',
} as const

/** Share of bad events over a window. */
export function errorRatioRecord(windowSeconds: number): string {
  return `slo:sli_error:ratio_rate${prometheusDuration(windowSeconds)}`
}

/** Bad requests in a window: for availability the failed requests in bad slices. */
export function badEventsRecord(windowSeconds: number): string {
  return `slo:sli_bad_events:increase${prometheusDuration(windowSeconds)}`
}

/** Events in a window. */
export function eventsRecord(windowSeconds: number): string {
  return `slo:sli_events:increase${prometheusDuration(windowSeconds)}`
}

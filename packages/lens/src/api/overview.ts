import type { Outcome } from '@tokenscope/semconv'

/** Answer of `GET /api/overview?minutes=15&model=&service=`. */
export interface Overview {
  readonly fromMs: number
  readonly toMs: number
  readonly bucketSeconds: number
  /** Starts of the buckets, milliseconds since the epoch; every series below has one value for each. */
  readonly times: readonly number[]
  /** Where an sla.yaml was given: one for each target of each scope. */
  readonly tiles: readonly SlaTile[]
  readonly totals: OverviewTotals
  readonly series: OverviewSeries
  readonly errors: readonly { readonly errorType: string; readonly count: number }[]
  readonly models: readonly ModelRow[]
}

/** One target against what was seen in these minutes. */
export interface SlaTile {
  /** Id of the scope in the sla.yaml. */
  readonly scope: string
  /** `response_time_p95`, `time_to_first_token_p95`, `error_rate`, `availability`, `output_tokens_per_second`, `queue_time`, `gpu_memory`, `gpu_utilization`, … */
  readonly target: string
  /** In plain words: `p95 response time`. */
  readonly title: string
  readonly unit: 's' | 'ratio' | 'tokens/s' | 'currency/day'
  readonly limit: number
  /** Whether the value may be at most or must be at least the limit. */
  readonly bound: 'at-most' | 'at-least'
  /** `null` where there was nothing to measure. */
  readonly value: number | null
  readonly state: 'met' | 'breached' | 'unknown'
  /** Calls (or points) that the value stands for. */
  readonly count: number
}

export interface OverviewTotals {
  readonly calls: number
  readonly succeeded: number
  readonly failed: number
  readonly successRate: number | null
  readonly meanDuration: number | null
  readonly p95Duration: number | null
  readonly meanTimeToFirstToken: number | null
  readonly p95TimeToFirstToken: number | null
  readonly meanTokensPerSecond: number | null
  readonly inputTokens: number
  readonly outputTokens: number
  readonly inFlight: number | null
  /** `null` where the calls cost money of several currencies, too. */
  readonly cost: number | null
  readonly currency: string | null
}

type Series = readonly (number | null)[]

/** Calls count in the bucket in which they ended. Times are seconds, those of a whole call of the calls that completed, as in the totals. */
export interface OverviewSeries {
  readonly calls: readonly number[]
  readonly durationP50: Series
  readonly durationP95: Series
  readonly durationP99: Series
  readonly firstTokenP50: Series
  readonly firstTokenP95: Series
  /** Output tokens of all calls together, per second; `null` before the first call, and for a bucket that has just begun. */
  readonly tokensPerSecond: Series
  /** Calls under way in the bucket, at most: by the spans that have ended, and so `null` where most of them have not yet. */
  readonly inFlight: Series
  readonly outcomes: Readonly<Partial<Record<Outcome, readonly number[]>>>
}

export interface ModelRow {
  readonly model: string
  readonly provider: string | null
  readonly calls: number
  readonly failed: number
  readonly p50Duration: number | null
  readonly p95Duration: number | null
  readonly p95TimeToFirstToken: number | null
  readonly meanTokensPerSecond: number | null
  readonly inputTokens: number
  readonly outputTokens: number
  readonly cost: number | null
}

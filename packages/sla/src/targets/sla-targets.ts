import type { NotifyTargets } from './notify-targets.ts'

/**
 * What one `sla.yaml` says, with every default filled in. Times are in seconds, ratios from 0 to 1, sizes in bytes.
 * `parseTargets` makes it; rules, boards, routes and reports read nothing else.
 */
export interface SlaTargets {
  /** The time that budgets are counted over; default 30 days. */
  readonly windowSeconds: number
  /** At least one. No two watch the same calls by the same selectors. */
  readonly scopes: readonly SlaScope[]
  readonly resources: ResourceTargets
  readonly links: SlaLinks
  readonly notify: NotifyTargets
}

/** Which calls, and what they owe. */
export interface SlaScope {
  /** Unique in the file, `[a-z0-9-]`, at most 63 characters: stands in file names, rule groups and the label `slo_scope`. */
  readonly id: string
  /** The model that calls ask for, exactly. This and the next three: absent means any. */
  readonly model?: string
  readonly service?: string
  readonly provider?: string
  readonly environment?: string
  readonly objectives: SlaObjectives
}

/** What is owed. An absent objective is not watched. */
export interface SlaObjectives {
  /** Of successful calls. In rising order of quantile; empty where response time is not watched. */
  readonly responseTimes: readonly QuantileTarget[]
  /** Share of good time slices: see {@link AVAILABILITY_SLICE}. */
  readonly availability?: number
  /** Failed calls by all calls, at most. Faults of the caller and cancelled calls are in neither. */
  readonly errorRate?: number
  /** Of streamed calls that got a first token. In rising order of quantile. */
  readonly timeToFirstToken?: readonly QuantileTarget[]
  /** Speed of one streamed call after its first token, at least. */
  readonly outputTokensPerSecond?: number
  /** Time that a request waits in the server's queue, at most. */
  readonly queueSeconds?: number
  /** Cost of a day, at most, in the currency of the price table. */
  readonly costPerDay?: number
}

/** `quantile` (0.95 for p95) of the calls take at most `seconds`. */
export interface QuantileTarget {
  readonly quantile: number
  readonly seconds: number
}

/**
 * From this on a promise says something of a single call: one that takes longer is among the few that may. Half of all calls may take longer
 * than p50, so none of them breaches it.
 */
export const LEAST_VERDICT_QUANTILE = 0.9

/** Above these an alert comes; used part of the whole, 0 to 1. */
export interface ResourceTargets {
  readonly gpuMemory: number
  readonly gpuUtilization: number
  readonly systemMemory: number
}

/** Addresses that alerts and boards link to, without a slash at the end. */
export interface SlaLinks {
  readonly grafana?: string
  readonly jaeger?: string
  readonly runbooks?: string
}

/** A slice of time is good when at least this share of its calls succeeded. Slices without calls count for nothing. */
export const AVAILABILITY_SLICE: { readonly seconds: number; readonly successRatio: number } = { seconds: 300, successRatio: 0.95 }

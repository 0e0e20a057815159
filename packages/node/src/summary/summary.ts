import type { Outcome } from '@tokenscope/semconv'
import type { SlaAttainment } from './sla-attainment.ts'

/** Duration of successful calls, milliseconds. Quantiles are at most 1 % off; undefined where no call succeeded. */
export interface DurationSummary {
  readonly mean: number | undefined
  readonly p50: number | undefined
  readonly p95: number | undefined
  readonly p99: number | undefined
}

/** Calls of one model, or of all. */
export interface CallSummary {
  /** Calls that have ended, however. */
  readonly total: number
  /** Calls whose answer arrived whole. */
  readonly succeeded: number
  /** Calls that ended in an error, a timeout or a truncated answer. */
  readonly failed: number
  /**
   * `succeeded / (succeeded + failed)`, 0 to 1; undefined where there was neither. Calls that the application aborted,
   * cancelled or abandoned are neither: they say nothing of the service.
   */
  readonly successRate: number | undefined
  readonly durationMs: DurationSummary
  /** Mean time to the first token of streamed calls, milliseconds. */
  readonly meanTimeToFirstTokenMs: number | undefined
  /** Mean over streamed calls of the output tokens per second after the first token. */
  readonly meanTokensPerSecond: number | undefined
  readonly inputTokens: number
  readonly outputTokens: number
}

/** Calls of a period, by how they ended, by error and by model, and the targets that they met. */
export interface PeriodSummary extends CallSummary {
  readonly outcomes: Readonly<Partial<Record<Outcome, number>>>
  /** Calls by `error.type`; beyond 100 types the rest is `other`. */
  readonly errorsByType: Readonly<Record<string, number>>
  /** Calls by requested model; beyond 100 models the rest is `other`. */
  readonly byModel: Readonly<Record<string, CallSummary>>
  readonly sla: SlaAttainment
}

/** What an application shows of its calls: over the life of the process and, in `window`, over the last minutes. */
export interface Summary extends PeriodSummary {
  /** When counting began, Unix milliseconds. */
  readonly sinceMs: number
  /** Calls that have started and not ended. */
  readonly inFlight: number
  readonly window: PeriodSummary & { readonly windowMs: number }
}

/** Targets of a service level agreement; one that is left out is not judged. */
export interface SlaTargets {
  /** 95 of 100 successful calls take at most so many milliseconds. */
  readonly p95ResponseTimeMs?: number
  /** 99 of 100 successful calls take at most so many milliseconds. */
  readonly p99ResponseTimeMs?: number
  /** The least share of calls that succeed, 0 to 1. */
  readonly availability?: number
  /** The greatest share of calls that fail, 0 to 1. */
  readonly errorRate?: number
}

/** What is promised where nobody says otherwise. */
export const DEFAULT_SLA_TARGETS: Required<SlaTargets> = {
  p95ResponseTimeMs: 3_000,
  p99ResponseTimeMs: 5_000,
  availability: 0.995,
  errorRate: 0.001,
}

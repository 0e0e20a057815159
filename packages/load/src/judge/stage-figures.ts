import type { CallResult } from '../call/call-result.ts'
import type { Stage } from '../plan/stages.ts'
import type { SelfReport } from '../run/self-watch.ts'
import type { StageRun } from '../run/stage-run.ts'
import { callSpeed, firstTokenSeconds, responseSeconds } from './call-times.ts'
import { percentile, sortNumbers } from './percentile.ts'

/** p50, p95, p99 and the greatest; undefined where there was nothing. */
export interface Quantiles {
  readonly p50: number | undefined
  readonly p95: number | undefined
  readonly p99: number | undefined
  readonly max: number | undefined
}

/** The figures of one stage. Times in seconds. */
export interface StageFigures {
  readonly stage: Stage
  readonly seconds: number
  readonly requests: number
  readonly failed: number
  /** Failures by what went wrong. */
  readonly errors: Readonly<Record<string, number>>
  readonly refused: number
  /** Answers a second that succeeded; `undefined` where the generator could not keep up. */
  readonly throughput: number | undefined
  readonly outputTokensPerSecond: number | undefined
  /** From the time that the request was to start. Of those that succeeded. */
  readonly responseTime: Quantiles
  readonly timeToFirstToken: Quantiles
  /** Seconds for each output token after the first, of one call. */
  readonly timePerToken: Quantiles
  /** Tokens a second of one call after its first token: what the slowest twentieth falls below is `p5`. */
  readonly callTokensPerSecond: { readonly p5: number | undefined; readonly p50: number | undefined }
  readonly self: SelfReport
  /** Why the figures are the generator's and not the server's, where they are. */
  readonly unreliable: string | undefined
  /** Response times of the calls that succeeded, sorted, seconds: what a baseline is compared by. */
  readonly responseTimes: readonly number[]
}

/** Above these the generator, not the server, makes the times. */
const MOST_CPU = 0.95
const LEAST_LAG_MS = 20
/** An open stage that starts less than this share of its requests in time is none. */
const LEAST_STARTED = 0.98

export function toFigures(run: StageRun, maxLagMs?: number): StageFigures {
  const succeeded = run.calls.filter(({ error }) => error === undefined)
  const responseTimes = sortNumbers(succeeded.map(responseSeconds))
  const unreliable = doubt(run, maxLagMs ?? Math.max(LEAST_LAG_MS, 250 * (percentile(responseTimes, 0.5) ?? 0)))
  const rate = (count: number): number | undefined => (unreliable === undefined ? count / run.seconds : undefined)
  const speeds = sortNumbers(succeeded.flatMap((call) => callSpeed(call) ?? []))
  return {
    stage: run.stage,
    seconds: run.seconds,
    requests: run.calls.length,
    failed: run.calls.length - succeeded.length,
    errors: countErrors(run.calls),
    refused: run.refused,
    throughput: rate(run.endedWithin.succeeded),
    outputTokensPerSecond: rate(run.endedWithin.outputTokens),
    responseTime: quantiles(responseTimes),
    timeToFirstToken: quantiles(sortNumbers(succeeded.flatMap((call) => firstTokenSeconds(call) ?? []))),
    timePerToken: quantiles(speeds.map((speed) => 1 / speed).reverse()),
    callTokensPerSecond: { p5: percentile(speeds, 0.05), p50: percentile(speeds, 0.5) },
    self: run.self,
    unreliable,
    responseTimes,
  }
}

function doubt({ self, calls, refused, stage }: StageRun, maxLagMs: number): string | undefined {
  if (self.cpu > MOST_CPU) return `the generator used ${Math.round(self.cpu * 100)} % of its core`
  if (self.lagP99Ms > maxLagMs) return `the generator was ${Math.round(self.lagP99Ms)} ms late at p99`
  if (stage.model === 'closed') return undefined
  const late = calls.filter(({ intendedMs, startMs }) => startMs - intendedMs > maxLagMs).length
  const planned = calls.length + refused
  if (planned > 0 && (calls.length - late) / planned < LEAST_STARTED) {
    return `${late + refused} of ${planned} requests could not be started in time${refused > 0 ? ` (${refused} because too many were open)` : ''}`
  }
  return undefined
}

function countErrors(calls: readonly CallResult[]): Record<string, number> {
  const counts: Record<string, number> = {}
  for (const { error } of calls) if (error !== undefined) counts[error] = (counts[error] ?? 0) + 1
  return counts
}

function quantiles(sorted: readonly number[]): Quantiles {
  return { p50: percentile(sorted, 0.5), p95: percentile(sorted, 0.95), p99: percentile(sorted, 0.99), max: sorted.at(-1) }
}

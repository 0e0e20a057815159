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
  /** Answers a second that succeeded, of those across the borders their share; `undefined` where the figures cannot be relied on. */
  readonly throughput: number | undefined
  readonly outputTokensPerSecond: number | undefined
  /** From the time that the request was to start. Of those that succeeded. */
  readonly responseTime: Quantiles
  readonly timeToFirstToken: Quantiles
  /** Seconds for each output token after the first, of one call. */
  readonly timePerToken: Quantiles
  /** Tokens a second of one call after its first token: what the slowest twentieth falls below is `p5`. */
  readonly callTokensPerSecond: { readonly p5: number | undefined; readonly p50: number | undefined }
  /** Mean tokens of a request and of its answer, by the server's count; undefined where it gave none. */
  readonly tokensPerRequest: { readonly prompt: number | undefined; readonly output: number | undefined }
  readonly self: SelfReport
  /** Why the figures are the generator's and not the server's, where they are. */
  readonly unreliable: string | undefined
  /** Requests were held back because the server had too many open already: the times are better than the truth, so a breach stays one. */
  readonly overloaded: boolean
  /** Response times of the calls that succeeded, in the order of their ends, seconds: what a baseline is compared by. */
  readonly responseTimes: readonly number[]
}

/** Above these the generator, not the server, makes the times. */
const MOST_CPU = 0.95
const LEAST_LAG_MS = 20
/** An open stage that starts less than this share of its requests in time is none. */
const LEAST_STARTED = 0.98

export function toFigures(run: StageRun, maxLagMs?: number): StageFigures {
  const succeeded = run.calls.filter(({ error }) => error === undefined)
  const responseTimes = succeeded.map(responseSeconds)
  const sorted = sortNumbers(responseTimes)
  const allowedLagMs = maxLagMs ?? Math.max(LEAST_LAG_MS, 250 * (percentile(sorted, 0.5) ?? 0))
  const ownFault = doubtGenerator(run, allowedLagMs)
  const overloaded = ownFault === undefined && run.refused > 0 && run.refused > (1 - LEAST_STARTED) * (run.calls.length + run.refused)
  const unreliable = ownFault ?? (overloaded ? tellRefused(run) : undefined) ?? doubtLength(run)
  const rate = (count: number): number | undefined => (unreliable === undefined ? count / run.seconds : undefined)
  const speeds = sortNumbers(succeeded.flatMap((call) => callSpeed(call) ?? []))
  return {
    stage: run.stage,
    seconds: run.seconds,
    requests: run.calls.length,
    failed: run.calls.length - succeeded.length,
    errors: countErrors(run.calls),
    refused: run.refused,
    throughput: rate(sum(run.within.map(({ call, share }) => (call.error === undefined ? share : 0)))),
    outputTokensPerSecond: rate(sum(run.within.map(({ call, share }) => share * call.outputTokens))),
    responseTime: quantiles(sorted),
    timeToFirstToken: quantiles(sortNumbers(succeeded.flatMap((call) => firstTokenSeconds(call) ?? []))),
    timePerToken: quantiles(speeds.map((speed) => 1 / speed).reverse()),
    callTokensPerSecond: { p5: percentile(speeds, 0.05), p50: percentile(speeds, 0.5) },
    tokensPerRequest: {
      prompt: mean(succeeded.flatMap(({ promptTokens }) => promptTokens ?? [])),
      output: mean(succeeded.flatMap(({ outputTokens, tokensReported }) => (tokensReported ? outputTokens : []))),
    },
    self: run.self,
    unreliable,
    overloaded,
    responseTimes,
  }
}

/** Ends of this machine, not of the server. */
const OWN_ERRORS: Readonly<Record<string, string>> = {
  EMFILE: 'this process may open no more connections (ulimit -n)',
  ENFILE: 'this machine may open no more files',
  EADDRNOTAVAIL: 'this machine has no port left for another connection',
}

function doubtGenerator({ self, calls, refused, stage }: StageRun, maxLagMs: number): string | undefined {
  if (self.cpu > MOST_CPU) return `the generator used ${Math.round(self.cpu * 100)} % of its core`
  if (self.lagP99Ms > maxLagMs) return `the generator was ${Math.round(self.lagP99Ms)} ms late at p99`
  const own = calls.find(({ error }) => error !== undefined && Object.hasOwn(OWN_ERRORS, error))?.error
  if (own !== undefined) return `${OWN_ERRORS[own]}: ${own}`
  if (stage.model === 'closed') return undefined
  const late = calls.filter(({ intendedMs, startMs }) => startMs - intendedMs > maxLagMs).length
  if (late <= (1 - LEAST_STARTED) * (calls.length + refused)) return undefined
  return `${late} of ${calls.length + refused} requests could not be started in time`
}

function tellRefused({ calls, refused }: StageRun): string {
  return `${refused} of ${calls.length + refused} requests could not be started in time, because too many were open (--max-in-flight)`
}

function doubtLength({ stage, calls, seconds }: StageRun): string | undefined {
  if (calls.length > 0) return undefined
  const why = stage.model === 'closed' ? `no caller asked again within the measured ${seconds} s` : `no request was due within ${seconds} s`
  return `${why}: give --duration more time`
}

function mean(values: readonly number[]): number | undefined {
  return values.length === 0 ? undefined : sum(values) / values.length
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0)
}

function countErrors(calls: readonly CallResult[]): Record<string, number> {
  const counts: Record<string, number> = {}
  for (const { error } of calls) if (error !== undefined) counts[error] = (counts[error] ?? 0) + 1
  return counts
}

function quantiles(sorted: readonly number[]): Quantiles {
  return { p50: percentile(sorted, 0.5), p95: percentile(sorted, 0.95), p99: percentile(sorted, 0.99), max: sorted.at(-1) }
}

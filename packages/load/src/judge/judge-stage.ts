import type { QuantileTarget, SlaObjectives } from '@tokenscope/sla'
import type { CallResult } from '../call/call-result.ts'
import type { StageRun } from '../run/stage-run.ts'
import { callSpeed, firstTokenSeconds, responseSeconds } from './call-times.ts'
import { percentile, sortNumbers } from './percentile.ts'

/** One target against what was seen. */
export interface TargetResult {
  /** `p95 response time`, `error rate`, … */
  readonly target: string
  readonly unit: 's' | 'ratio' | 'token/s'
  readonly wanted: number
  /** Undefined where no call could show it. */
  readonly seen: number | undefined
  readonly met: boolean | undefined
}

export interface Verdict {
  /** `unknown` where there is no target, or nothing was seen that one could be judged by. */
  readonly verdict: 'met' | 'breached' | 'unknown'
  readonly targets: readonly TargetResult[]
  /** Requests a second that succeeded and were each within the tightest response time and time to first token. */
  readonly goodput: number
}

/**
 * Judges one stage by what is owed. Availability is not judged: it is a share of the slices of days. A failed request is in no response
 * time, as in the alerts; it is in the error rate.
 */
export function judgeStage(run: StageRun, objectives: SlaObjectives | undefined): Verdict {
  const succeeded = run.calls.filter(({ error }) => error === undefined)
  const targets = objectives === undefined ? [] : judgeTargets(run.calls, succeeded, objectives)
  const known = targets.filter(({ met }) => met !== undefined)
  const verdict = known.some(({ met }) => met === false) ? 'breached' : known.length > 0 ? 'met' : 'unknown'
  const good = run.within.reduce((sum, { call, share }) => sum + (isGood(call, objectives) ? share : 0), 0)
  return { verdict, targets, goodput: good / run.seconds }
}

/** With more good requests than this a breach may be chance: a pause of the server, a cold start, a neighbour on the machine. */
const UNCLEAR_SHARE = 0.75

/** Whether a breach should be looked at once more before it counts: most requests were good, and what was not may not come again. */
export function isUnclear(run: StageRun, { verdict }: Verdict, objectives: SlaObjectives | undefined): boolean {
  const good = run.calls.filter((call) => isGood(call, objectives)).length
  return verdict === 'breached' && run.refused === 0 && good > UNCLEAR_SHARE * run.calls.length
}

function judgeTargets(calls: readonly CallResult[], succeeded: readonly CallResult[], objectives: SlaObjectives): TargetResult[] {
  const times = sortNumbers(succeeded.map(responseSeconds))
  const firsts = sortNumbers(succeeded.flatMap((call) => firstTokenSeconds(call) ?? []))
  const results = [
    ...objectives.responseTimes.map((target) => atMost('response time', target, times)),
    ...(objectives.timeToFirstToken ?? []).map((target) => atMost('time to first token', target, firsts)),
  ]
  const { errorRate, outputTokensPerSecond } = objectives
  if (errorRate !== undefined) {
    const seen = calls.length === 0 ? undefined : (calls.length - succeeded.length) / calls.length
    results.push({ target: 'error rate', unit: 'ratio', wanted: errorRate, seen, met: seen === undefined ? undefined : seen <= errorRate })
  }
  if (outputTokensPerSecond !== undefined) {
    const speeds = succeeded.flatMap((call) => callSpeed(call) ?? [])
    // The mean over the calls, as the rules of `tokenscope sla generate` have it.
    const seen = speeds.length === 0 ? undefined : speeds.reduce((sum, speed) => sum + speed, 0) / speeds.length
    const met = seen === undefined ? undefined : seen >= outputTokensPerSecond
    results.push({ target: 'output tokens per second of a call (mean)', unit: 'token/s', wanted: outputTokensPerSecond, seen, met })
  }
  return results
}

function atMost(what: string, { quantile, seconds }: QuantileTarget, sorted: readonly number[]): TargetResult {
  const seen = percentile(sorted, quantile)
  const target = `p${Number((quantile * 100).toFixed(4))} ${what}`
  return { target, unit: 's', wanted: seconds, seen, met: seen === undefined ? undefined : seen <= seconds }
}

function isGood(call: CallResult, objectives: SlaObjectives | undefined): boolean {
  const tightest = (targets: readonly QuantileTarget[] | undefined): number => Math.min(...(targets ?? []).map(({ seconds }) => seconds))
  const first = firstTokenSeconds(call)
  return (
    call.error === undefined &&
    responseSeconds(call) <= tightest(objectives?.responseTimes) &&
    (first === undefined || first <= tightest(objectives?.timeToFirstToken))
  )
}

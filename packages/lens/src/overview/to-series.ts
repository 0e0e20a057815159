import { OUTCOMES } from '@tokenscope/semconv'
import type { CallSummary } from '../api/call-summary.ts'
import type { OverviewSeries } from '../api/overview.ts'
import { endOf, isCompleted, known, sum } from './call-figures.ts'
import { quantileOfSorted, sorted } from './quantile.ts'
import { bucketOf, type TimeAxis } from './time-axis.ts'

/** Exporters send every few seconds: what ended later than that may not be here yet. */
const SETTLED_MS = 5_000

/** What the calls were like in each bucket of the axis; those of a clock that goes before count in the last. */
export function toSeries(calls: readonly CallSummary[], axis: TimeAxis): OverviewSeries {
  const buckets: CallSummary[][] = axis.times.map(() => [])
  for (const call of calls) buckets[bucketOf(axis, Math.min(endOf(call), axis.toMs))]?.push(call)
  const durations = buckets.map((bucket) => sorted(bucket.filter(isCompleted).map(({ durationSeconds }) => durationSeconds)))
  const firstTokens = buckets.map((bucket) => sorted(known(bucket, 'timeToFirstToken')))
  const seen = OUTCOMES.filter((outcome) => calls.some((call) => call.outcome === outcome))
  return {
    calls: buckets.map(({ length }) => length),
    durationP50: durations.map((values) => quantileOfSorted(values, 0.5)),
    durationP95: durations.map((values) => quantileOfSorted(values, 0.95)),
    durationP99: durations.map((values) => quantileOfSorted(values, 0.99)),
    firstTokenP50: firstTokens.map((values) => quantileOfSorted(values, 0.5)),
    firstTokenP95: firstTokens.map((values) => quantileOfSorted(values, 0.95)),
    tokensPerSecond: tokenRates(buckets, axis),
    inFlight: settled(inFlight(calls, axis), calls, axis),
    outcomes: Object.fromEntries(
      seen.map((outcome) => [outcome, buckets.map((bucket) => bucket.filter((call) => call.outcome === outcome).length)]),
    ),
  }
}

/**
 * Output tokens per second of each bucket; `null` before the first call. Of a bucket that is not over yet, or not settled, what is known is
 * divided by the time that it stands for; a bucket that has just begun says nothing.
 */
function tokenRates(buckets: readonly CallSummary[][], axis: TimeAxis): (number | null)[] {
  const first = buckets.findIndex(({ length }) => length > 0)
  return buckets.map((bucket, index) => {
    const fromMs = axis.times[index] ?? axis.fromMs
    const seconds = Math.min(axis.bucketSeconds, (axis.toMs - SETTLED_MS - fromMs) / 1000)
    if (first < 0 || index < first || seconds < axis.bucketSeconds / 2) return null
    const settled = bucket.filter((call) => endOf(call) <= fromMs + seconds * 1000)
    return sum(known(settled, 'outputTokens')) / seconds
  })
}

/** A call is known when it has ended: of buckets that began within the time that most calls take, nothing is said. */
function settled(values: readonly number[], calls: readonly CallSummary[], axis: TimeAxis): (number | null)[] {
  const usualSeconds = quantileOfSorted(sorted(calls.map(({ durationSeconds }) => durationSeconds)), 0.95) ?? 0
  const knownMs = axis.toMs - Math.max(SETTLED_MS, usualSeconds * 1000)
  return values.map((value, bucket) => ((axis.times[bucket] ?? 0) > knownMs ? null : value))
}

/** The most calls that were under way at once in each bucket. */
function inFlight(calls: readonly CallSummary[], axis: TimeAxis): number[] {
  const starts = sorted(calls.map(({ startMs }) => startMs))
  const ends = sorted(calls.map(endOf))
  const most = axis.times.map(() => 0)
  let started = 0
  let ended = 0
  for (const [bucket, from] of axis.times.entries()) {
    const to = from + axis.bucketSeconds * 1000
    while (started < starts.length && starts[started]! < from) started++
    while (ended < ends.length && ends[ended]! < from) ended++
    let highest = started - ended
    while (started < starts.length && starts[started]! < to) {
      // At the same time ends come before starts.
      while (ended < ends.length && ends[ended]! <= starts[started]!) ended++
      started++
      highest = Math.max(highest, started - ended)
    }
    most[bucket] = highest
  }
  return most
}

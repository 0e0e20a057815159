import { ACTIVE_REQUESTS, OUTCOMES } from '@tokenscope/semconv'
import type { CallSummary } from '../api/call-summary.ts'
import type { ModelRow, Overview, OverviewSeries, OverviewTotals, SlaTile } from '../api/overview.ts'
import { isFailed } from '../calls/is-failed.ts'
import type { SeriesStore } from '../series/series-store.ts'
import { mean, quantile, quantileOfSorted, sorted } from './quantile.ts'
import { bucketOf, type TimeAxis } from './time-axis.ts'

/** A figure that was reported longer ago says nothing of now: four times the usual interval of export. */
const FRESH_MS = 240_000
/** Of models and of kinds of errors: the most frequent. */
const MOST_ROWS = 100

/** What the calls that ended in the time of the axis were like. `calls` may hold others. */
export function toOverview(
  calls: readonly CallSummary[],
  axis: TimeAxis,
  series: SeriesStore,
  tiles: (ended: readonly CallSummary[]) => SlaTile[],
): Overview {
  const ended = calls.filter((call) => {
    const end = endOf(call)
    return end >= axis.fromMs && end <= axis.toMs
  })
  return {
    ...axis,
    tiles: tiles(ended),
    totals: toTotals(ended, inFlightNow(series, axis.toMs)),
    series: toSeries(ended, axis),
    errors: count(ended.filter(isFailed).map(({ errorType, outcome }) => errorType ?? outcome))
      .slice(0, MOST_ROWS)
      .map(([errorType, n]) => ({
        errorType,
        count: n,
      })),
    models: toModels(ended),
  }
}

export function endOf(call: CallSummary): number {
  return call.startMs + call.durationSeconds * 1000
}

function toTotals(calls: readonly CallSummary[], inFlight: number | null): OverviewTotals {
  const succeeded = calls.filter(({ outcome }) => outcome === 'completed')
  const failed = calls.filter(isFailed).length
  const durations = succeeded.map(({ durationSeconds }) => durationSeconds)
  const firstTokens = known(calls, 'timeToFirstToken')
  const costs = known(calls, 'cost')
  return {
    calls: calls.length,
    succeeded: succeeded.length,
    failed,
    successRate: succeeded.length + failed === 0 ? null : succeeded.length / (succeeded.length + failed),
    meanDuration: mean(durations),
    p95Duration: quantile(durations, 0.95),
    meanTimeToFirstToken: mean(firstTokens),
    p95TimeToFirstToken: quantile(firstTokens, 0.95),
    meanTokensPerSecond: mean(known(calls, 'tokensPerSecond')),
    inputTokens: sum(known(calls, 'inputTokens')),
    outputTokens: sum(known(calls, 'outputTokens')),
    inFlight,
    cost: costs.length === 0 ? null : sum(costs),
    currency: calls.find(({ currency }) => currency !== null)?.currency ?? null,
  }
}

function toSeries(calls: readonly CallSummary[], axis: TimeAxis): OverviewSeries {
  const buckets: CallSummary[][] = axis.times.map(() => [])
  for (const call of calls) buckets[bucketOf(axis, endOf(call))]?.push(call)
  const durations = buckets.map((bucket) => sorted(bucket.map(({ durationSeconds }) => durationSeconds)))
  const firstTokens = buckets.map((bucket) => sorted(known(bucket, 'timeToFirstToken')))
  const seen = OUTCOMES.filter((outcome) => calls.some((call) => call.outcome === outcome))
  return {
    calls: buckets.map(({ length }) => length),
    durationP50: durations.map((values) => quantileOfSorted(values, 0.5)),
    durationP95: durations.map((values) => quantileOfSorted(values, 0.95)),
    durationP99: durations.map((values) => quantileOfSorted(values, 0.99)),
    firstTokenP50: firstTokens.map((values) => quantileOfSorted(values, 0.5)),
    firstTokenP95: firstTokens.map((values) => quantileOfSorted(values, 0.95)),
    tokensPerSecond: buckets.map((bucket) => (bucket.length === 0 ? null : sum(known(bucket, 'outputTokens')) / axis.bucketSeconds)),
    inFlight: inFlight(calls, axis),
    outcomes: Object.fromEntries(
      seen.map((outcome) => [outcome, buckets.map((bucket) => bucket.filter((call) => call.outcome === outcome).length)]),
    ),
  }
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

/** By the applications' own figure; `null` where none has reported lately. */
function inFlightNow(series: SeriesStore, nowMs: number): number | null {
  const fresh = series.of(ACTIVE_REQUESTS).filter(({ points }) => points.lastMs >= nowMs - FRESH_MS)
  return fresh.length === 0 ? null : Math.max(0, sum(fresh.map(({ points }) => points.last)))
}

function toModels(calls: readonly CallSummary[]): ModelRow[] {
  const groups = Map.groupBy(calls, ({ model, provider }) => JSON.stringify([model ?? 'unknown', provider]))
  return [...groups.values()]
    .map((group) => {
      const durations = group.filter(({ outcome }) => outcome === 'completed').map(({ durationSeconds }) => durationSeconds)
      const costs = known(group, 'cost')
      return {
        model: group[0]?.model ?? 'unknown',
        provider: group[0]?.provider ?? null,
        calls: group.length,
        failed: group.filter(isFailed).length,
        p50Duration: quantile(durations, 0.5),
        p95Duration: quantile(durations, 0.95),
        p95TimeToFirstToken: quantile(known(group, 'timeToFirstToken'), 0.95),
        meanTokensPerSecond: mean(known(group, 'tokensPerSecond')),
        inputTokens: sum(known(group, 'inputTokens')),
        outputTokens: sum(known(group, 'outputTokens')),
        cost: costs.length === 0 ? null : sum(costs),
      }
    })
    .toSorted((a, b) => b.calls - a.calls)
    .slice(0, MOST_ROWS)
}

type NumberKey = 'timeToFirstToken' | 'tokensPerSecond' | 'inputTokens' | 'outputTokens' | 'cost'

export function known(calls: readonly CallSummary[], key: NumberKey): number[] {
  const values: number[] = []
  for (const call of calls) {
    const value = call[key]
    if (value !== null) values.push(value)
  }
  return values
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0)
}

/** Each value with how often it occurs, most frequent first. */
export function count(values: readonly string[]): [value: string, count: number][] {
  const counts = new Map<string, number>()
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1)
  return [...counts].toSorted((a, b) => b[1] - a[1])
}

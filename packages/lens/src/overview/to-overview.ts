import { ACTIVE_REQUESTS } from '@tokenscope/semconv'
import type { CallSummary } from '../api/call-summary.ts'
import type { ModelRow, Overview, OverviewTotals, SlaTile } from '../api/overview.ts'
import { isFailed } from '../calls/is-failed.ts'
import type { SeriesStore } from '../series/series-store.ts'
import { count, endOf, isCompleted, known, sum } from './call-figures.ts'
import { mean, quantile } from './quantile.ts'
import type { TimeAxis } from './time-axis.ts'
import { toSeries } from './to-series.ts'

/** A figure that was reported longer ago says nothing of now: four times the usual interval of export. */
const FRESH_MS = 240_000
/** An application's clock may go before this one's so far: its calls count as of now. */
const MOST_SKEW_MS = 300_000
/** Of models and of kinds of errors: the most frequent. */
const MOST_ROWS = 100

/** What the calls that ended in the time of the axis were like. `calls` may hold others. */
export function toOverview(
  calls: readonly CallSummary[],
  axis: TimeAxis,
  series: SeriesStore,
  tiles: (ended: readonly CallSummary[]) => SlaTile[],
): Overview {
  const recent = calls.filter((call) => endOf(call) <= axis.toMs + MOST_SKEW_MS)
  const ended = recent.filter((call) => endOf(call) >= axis.fromMs)
  return {
    ...axis,
    tiles: tiles(ended),
    totals: toTotals(ended, inFlightNow(series, axis.toMs)),
    // Its first bucket begins a little before the minutes do: it is to be a whole one.
    series: toSeries(
      recent.filter((call) => endOf(call) >= (axis.times[0] ?? axis.fromMs)),
      axis,
    ),
    errors: count(ended.filter(isFailed).map(({ errorType, outcome }) => errorType ?? outcome))
      .slice(0, MOST_ROWS)
      .map(([errorType, n]) => ({
        errorType,
        count: n,
      })),
    models: toModels(ended),
  }
}

function toTotals(calls: readonly CallSummary[], inFlight: number | null): OverviewTotals {
  const succeeded = calls.filter(isCompleted)
  const failed = calls.filter(isFailed).length
  const durations = succeeded.map(({ durationSeconds }) => durationSeconds)
  const firstTokens = known(calls, 'timeToFirstToken')
  const currency = currencyOf(calls)
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
    cost: currency === undefined ? null : costOf(calls),
    currency: currency ?? null,
  }
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
      const durations = group.filter(isCompleted).map(({ durationSeconds }) => durationSeconds)
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
        cost: currencyOf(group) === undefined ? null : costOf(group),
      }
    })
    .toSorted((a, b) => b.calls - a.calls)
    .slice(0, MOST_ROWS)
}

/** `undefined` where there are several: amounts of different money have no sum. */
function currencyOf(calls: readonly CallSummary[]): string | null | undefined {
  const currencies = new Set(calls.filter(({ cost }) => cost !== null).map(({ currency }) => currency))
  return currencies.size > 1 ? undefined : ([...currencies][0] ?? null)
}

function costOf(calls: readonly CallSummary[]): number | null {
  const costs = known(calls, 'cost')
  return costs.length === 0 ? null : sum(costs)
}

import { SLA_VIOLATIONS, SYSTEM_MEMORY_UTILIZATION } from '@tokenscope/semconv'
import { AVAILABILITY_SLICE, type SlaObjectives, type SlaScope, type SlaTargets } from '@tokenscope/sla'
import type { CallSummary } from '../api/call-summary.ts'
import type { SlaTile } from '../api/overview.ts'
import { isFailed } from '../calls/is-failed.ts'
import type { SeriesStore } from '../series/series-store.ts'
import { endOf, known } from './call-figures.ts'
import { gpuSeries } from './gpu-overview.ts'
import { mean, quantile } from './quantile.ts'
import { queueTiles } from './queue-tiles.ts'
import { stateOf } from './tile-state.ts'
import type { TimeAxis } from './time-axis.ts'

const SECONDS_OF_A_DAY = 86_400

/** Whether a scope watches a call. */
type IsWatched = (scope: SlaScope, call: CallSummary) => boolean

/**
 * Every target of the file against the calls that `ended` in these minutes, and the machines against the resources' limits. An estimate from what
 * the lens holds: budgets over the whole window are Prometheus' business (`tokenscope sla check`).
 */
export function slaTiles(
  targets: SlaTargets,
  { ended, calls }: { readonly ended: readonly CallSummary[]; readonly calls: readonly CallSummary[] },
  axis: TimeAxis,
  series: SeriesStore,
  isWatched: IsWatched,
): SlaTile[] {
  const tiles = targets.scopes.flatMap((scope) => {
    // Calls without a verdict are those that the targets are not about: given up, or the caller's own fault.
    const isJudged = (call: CallSummary): boolean => call.verdict !== null && isWatched(scope, call)
    const judged = ended.filter(isJudged)
    return [
      ...objectiveTiles(scope.id, scope.objectives, judged, axis),
      ...queueTiles(scope, judged, () => calls.filter(isJudged), axis.toMs),
    ]
  })
  return [...tiles, ...resourceTiles(targets, axis, series)]
}

function objectiveTiles(scope: string, objectives: SlaObjectives, calls: readonly CallSummary[], axis: TimeAxis): SlaTile[] {
  const tiles: SlaTile[] = []
  const add = (
    target: string,
    title: string,
    unit: SlaTile['unit'],
    limit: number | undefined,
    value: number | null,
    count: number,
    bound: SlaTile['bound'] = 'at-most',
  ): void => {
    if (limit !== undefined) tiles.push({ scope, target, title, unit, limit, bound, value, count, state: stateOf(value, limit, bound) })
  }
  const succeeded = calls.filter(({ outcome }) => outcome === 'completed')
  const counted = succeeded.length + calls.filter(isFailed).length
  const durations = succeeded.map(({ durationSeconds }) => durationSeconds)
  for (const { quantile: q, seconds } of objectives.responseTimes) {
    add(SLA_VIOLATIONS.responseTime(q), `p${percent(q)} response time`, 's', seconds, quantile(durations, q), durations.length)
  }
  const firstTokens = known(calls, 'timeToFirstToken')
  for (const { quantile: q, seconds } of objectives.timeToFirstToken ?? []) {
    add(
      `time_to_first_token_p${percent(q)}`,
      `p${percent(q)} time to first token`,
      's',
      seconds,
      quantile(firstTokens, q),
      firstTokens.length,
    )
  }
  add('error_rate', 'error rate', 'ratio', objectives.errorRate, counted === 0 ? null : 1 - succeeded.length / counted, counted)
  add('availability', 'availability', 'ratio', objectives.availability, availability(calls, axis), counted, 'at-least')
  const rates = known(calls, 'tokensPerSecond')
  add(
    'output_tokens_per_second',
    'mean tokens per second',
    'tokens/s',
    objectives.outputTokensPerSecond,
    mean(rates),
    rates.length,
    'at-least',
  )
  const costs = known(calls, 'cost')
  const days = (axis.toMs - axis.fromMs) / 1000 / SECONDS_OF_A_DAY
  const perDay = costs.length === 0 ? null : costs.reduce((sum, cost) => sum + cost, 0) / days
  add('cost_per_day', 'cost per day at this rate', 'currency/day', objectives.costPerDay, perDay, costs.length)
  return tiles
}

/** Share of the time slices with calls in which enough of them succeeded. */
function availability(calls: readonly CallSummary[], axis: TimeAxis): number | null {
  const length = AVAILABILITY_SLICE.seconds * 1000
  const judged = calls.filter((call) => call.outcome === 'completed' || isFailed(call))
  const slices = [...Map.groupBy(judged, (call) => Math.floor((endOf(call) - axis.fromMs) / length)).values()]
  const good = slices.filter(
    (slice) => slice.filter(({ outcome }) => outcome === 'completed').length / slice.length >= AVAILABILITY_SLICE.successRatio,
  )
  return slices.length === 0 ? null : good.length / slices.length
}

function resourceTiles({ resources }: SlaTargets, axis: TimeAxis, series: SeriesStore): SlaTile[] {
  const gpus = gpuSeries(series, axis)
  const memory = gpus.flatMap(({ memoryUsedBytes, memoryTotalBytes }) =>
    memoryUsedBytes.flatMap((used, index) => {
      const total = memoryTotalBytes[index]
      return used === null || !total ? [] : [used / total]
    }),
  )
  const busy = gpus.map(({ utilization }) => mean(utilization.filter((value) => value !== null))).filter((value) => value !== null)
  const system = series
    .of(SYSTEM_MEMORY_UTILIZATION)
    .filter(({ attributes, points }) => Object.values(attributes).includes('used') && points.lastMs >= axis.fromMs)
    .map(({ points }) => points.last)
  const tile = (target: string, title: string, limit: number, values: readonly number[]): SlaTile[] => {
    // No tile for a machine that does not report: a laptop without a GPU has no GPU target.
    if (values.length === 0) return []
    const value = Math.max(...values)
    return [
      {
        scope: 'resources',
        target,
        title,
        unit: 'ratio',
        limit,
        bound: 'at-most',
        value,
        count: values.length,
        state: stateOf(value, limit, 'at-most'),
      },
    ]
  }
  return [
    ...tile('gpu_memory', 'fullest GPU memory', resources.gpuMemory, memory),
    ...tile('gpu_utilization', 'busiest GPU', resources.gpuUtilization, busy),
    ...tile('system_memory', 'system memory', resources.systemMemory, system),
  ]
}

function percent(q: number): string {
  return String(Number((q * 100).toPrecision(12)))
}

import type { SlaScope } from '@tokenscope/sla'
import type { CallSummary } from '../api/call-summary.ts'
import type { SlaTile } from '../api/overview.ts'
import { endOf, known } from './call-figures.ts'
import { quantile } from './quantile.ts'
import { stateOf } from './tile-state.ts'

const DAY_MS = 86_400_000
const SLICE_MS = 300_000

/**
 * The tile of `queue_time`. Clients do not see the server's queue: as `tokenscope sla check` does, the median time to first token is taken, less
 * that of its best five minutes of the last day. `judged` are the scope's calls of these minutes, `held` gives all that are held.
 */
export function queueTiles(
  { id, objectives: { queueSeconds } }: SlaScope,
  judged: readonly CallSummary[],
  held: () => readonly CallSummary[],
  nowMs: number,
): SlaTile[] {
  if (queueSeconds === undefined) return []
  const firstTokens = known(judged, 'timeToFirstToken')
  const median = quantile(firstTokens, 0.5)
  const best = bestMedian(held(), nowMs)
  const value = median === null || best === null ? null : Math.max(0, median - best)
  return [
    {
      scope: id,
      target: 'queue_time',
      title: 'queue time, estimated',
      unit: 's',
      limit: queueSeconds,
      bound: 'at-most',
      value,
      count: firstTokens.length,
      state: stateOf(value, queueSeconds, 'at-most'),
    },
  ]
}

function bestMedian(calls: readonly CallSummary[], nowMs: number): number | null {
  const streamed = calls.filter((call) => call.timeToFirstToken !== null && endOf(call) >= nowMs - DAY_MS)
  const medians = [...Map.groupBy(streamed, (call) => Math.floor(endOf(call) / SLICE_MS)).values()].map((slice) =>
    quantile(known(slice, 'timeToFirstToken'), 0.5),
  )
  return medians.reduce((best, median) => (best === null || (median !== null && median < best) ? median : best), null)
}

import type { SlaTile } from '../../src/api/index.ts'
import type { ChartLine } from '../charts/chart.tsx'

/** The SLA's limit as a line of a chart; none where there is no such target, or where several scopes have their own. */
export function limitLine(tiles: readonly SlaTile[], target: string, times: readonly number[]): ChartLine[] {
  const limits = new Set(tiles.filter((tile) => tile.target === target).map(({ limit }) => limit))
  const [limit] = limits
  if (limits.size !== 1 || limit === undefined) return []
  return [{ name: 'limit', values: times.map(() => limit), colour: '--bad', dash: [4, 4] }]
}

import type { Price } from './price.ts'
import type { Period } from './read-usage.ts'

/** Cuts a period where a price begins or ends, so that each part has one price a model. Pure. */
export function splitPeriod({ from, to }: Period, prices: readonly Price[]): Period[] {
  const changes = prices.flatMap(({ fromMs, untilMs }) => [fromMs / 1000, untilMs / 1000]).filter((time) => time > from && time < to)
  const edges = [from, ...[...new Set(changes)].sort((a, b) => a - b), to]
  return edges.slice(1).map((end, position) => ({ from: edges[position] ?? from, to: end }))
}

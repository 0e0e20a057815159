import type { TokenRun } from '../../src/api/index.ts'

/** What had arrived by a moment. */
export interface CurvePoint {
  readonly at: number
  readonly amount: number
}

export interface TokenCurve {
  /** Sorted by time; between two points the amount grows evenly. */
  readonly points: readonly CurvePoint[]
  readonly total: number
  readonly unit: 'tokens' | 'chunks'
}

/** How much had arrived when. Counts chunks where a run does not know its tokens. */
export function toTokenCurve(runs: readonly TokenRun[]): TokenCurve {
  const unit = runs.every(({ tokens }) => tokens !== null) ? 'tokens' : 'chunks'
  const points: CurvePoint[] = []
  let amount = 0
  for (const run of runs) {
    const here = unit === 'tokens' ? (run.tokens ?? 0) : run.chunks
    points.push({ at: run.offset, amount })
    // The first chunk of a run is there at its beginning: the line jumps by its share, and then climbs.
    const first = run.chunks > 1 ? here / run.chunks : here
    points.push({ at: run.offset, amount: amount + first })
    amount += here
    if (run.offsetEnd > run.offset) points.push({ at: run.offsetEnd, amount })
  }
  return { points, total: amount, unit }
}

/** What had arrived at `at`. */
export function amountAt({ points }: TokenCurve, at: number): number {
  let low = 0
  let high = points.length
  while (low < high) {
    const middle = (low + high) >> 1
    if (points[middle]!.at <= at) low = middle + 1
    else high = middle
  }
  const before = points[low - 1]
  const after = points[low]
  if (before === undefined) return 0
  if (after === undefined || after.at === before.at) return before.amount
  return before.amount + ((after.amount - before.amount) * (at - before.at)) / (after.at - before.at)
}

/** Tokens (or chunks) per second around `at`, over `window` seconds. */
export function paceAt(curve: TokenCurve, at: number, window: number): number {
  return (amountAt(curve, at + window / 2) - amountAt(curve, at - window / 2)) / window
}

/** The run that was arriving at `at`, or the nearest within `reach` seconds. */
export function runAt(runs: readonly TokenRun[], at: number, reach: number): TokenRun | null {
  let best: TokenRun | null = null
  let bestDistance = reach
  for (const run of runs) {
    const distance = at < run.offset ? run.offset - at : at > run.offsetEnd ? at - run.offsetEnd : 0
    if (distance <= bestDistance) {
      best = run
      bestDistance = distance
    }
    if (run.offset > at + reach) break
  }
  return best
}

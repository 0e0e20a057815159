import type { OverviewSeries } from '../../src/api/index.ts'

/** Calls in each bucket that did not complete. */
export function failedOf({ calls, outcomes }: Pick<OverviewSeries, 'calls' | 'outcomes'>): readonly number[] {
  return calls.map((_, index) =>
    Object.entries(outcomes).reduce((sum, [outcome, counts]) => (outcome === 'completed' ? sum : sum + (counts[index] ?? 0)), 0),
  )
}

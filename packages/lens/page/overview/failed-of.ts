import type { OverviewSeries } from '../../src/api/index.ts'
import { FAILED_OUTCOMES } from '../../src/calls/is-failed.ts'

/** Calls in each bucket that failed. */
export function failedOf({ calls, outcomes }: Pick<OverviewSeries, 'calls' | 'outcomes'>): readonly number[] {
  return calls.map((_, index) => FAILED_OUTCOMES.reduce((sum, outcome) => sum + (outcomes[outcome]?.[index] ?? 0), 0))
}

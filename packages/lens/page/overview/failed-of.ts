import type { Outcome } from '@tokenscope/semconv'
import type { OverviewSeries } from '../../src/api/index.ts'

/** As the totals count: a call that the application gave up is no failure. */
const FAILED: readonly Outcome[] = ['error', 'timeout', 'truncated']

/** Calls in each bucket that failed. */
export function failedOf({ calls, outcomes }: Pick<OverviewSeries, 'calls' | 'outcomes'>): readonly number[] {
  return calls.map((_, index) => FAILED.reduce((sum, outcome) => sum + (outcomes[outcome]?.[index] ?? 0), 0))
}

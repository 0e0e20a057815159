import type { Outcome } from '@tokenscope/semconv'

/** Ends that are a failure. A call that the application gave up is none. */
export const FAILED_OUTCOMES: readonly Outcome[] = ['error', 'timeout', 'truncated']

export function isFailed({ outcome }: { readonly outcome: Outcome }): boolean {
  return FAILED_OUTCOMES.includes(outcome)
}

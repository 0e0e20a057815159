import type { CauseKind } from '../cause.ts'
import { compareText, growth, hasGrown, sides } from '../weigh.ts'

/** What makes a day dearer: more calls, or larger ones. */
export const costlierCalls: CauseKind = {
  cause: 'costlier-calls',
  title: 'There are more calls, or larger ones',
  action: 'Look at which service or key sends them; a loop or an agent without an end shows as both.',
  judge({ breached, numbers: { requests, inputTokens, outputTokens } }) {
    if (!breached.has('cost')) return undefined
    const most = Math.max(growth(requests) ?? 0, growth(inputTokens) ?? 0, growth(outputTokens) ?? 0)
    return {
      score: 0.8 * most,
      ...sides([
        [hasGrown(requests), compareText('requests per second', requests)],
        [hasGrown(inputTokens), compareText('input tokens of a call', inputTokens)],
        [hasGrown(outputTokens), compareText('output tokens of a call', outputTokens)],
      ]),
    }
  },
}

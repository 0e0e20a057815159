import type { CauseKind } from '../cause.ts'
import { decompose } from '../decompose.ts'
import { compareText, hasGrown, inPercent, inSeconds, missingText, sides } from '../weigh.ts'

/** Where the time goes when neither queue nor prompts account for it: connection, proxy, cold start, prefill. */
export const slowFirstToken: CauseKind = {
  cause: 'slow-first-token',
  title: 'The first token comes late, for a reason that these numbers do not show',
  action: 'Look at the way to the server (proxy, TLS, cold start) and at its prefill; time to headers on the spans tells them apart.',
  isFallback: true,
  judge(facts) {
    if (!facts.breached.has('latency')) return undefined
    const { firstToken } = facts.numbers
    const { firstToken: share } = decompose(facts)
    return {
      score: 0.4 * (share ?? 0),
      ...sides([
        [hasGrown(firstToken), compareText('time to first token', firstToken, inSeconds)],
        [(share ?? 0) >= 0.3, share === undefined ? undefined : `${inPercent(share)} of the extra time passes before the first token`],
      ]),
      missing: [missingText(firstToken, 'time to first token (only streamed calls have one)')],
    }
  },
}

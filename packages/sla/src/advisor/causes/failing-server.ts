import type { CauseKind } from '../cause.ts'
import { RATE_LIMITED } from '../fact-queries.ts'
import { clamp, compareText, inPercent } from '../weigh.ts'

const TURNED_AWAY = new RegExp(`^(?:${RATE_LIMITED})$`)
const MOST_NAMED = 3

/** Which errors they are: a reason to look at the server, no reason of the server. */
export const failingServer: CauseKind = {
  cause: 'failing-server',
  title: 'The server, or the way to it, fails',
  action: 'Look at the failed calls in Jaeger and at the server’s log of that time.',
  judge({ breached, numbers, failures }) {
    if (!breached.has('errors')) return undefined
    const more = (numbers.errorRatio.now ?? 0) - (numbers.errorRatio.normal ?? 0)
    const others = failures.filter(({ name }) => !TURNED_AWAY.test(name)).sort((a, b) => (b.now ?? 0) - (a.now ?? 0))
    const extra = others.reduce((sum, { now = 0, normal = 0 }) => sum + Math.max(0, now - normal), 0)
    return {
      score: more > 0 ? 0.7 * clamp(extra / more) : 0,
      supports: others
        .slice(0, MOST_NAMED)
        .map((part) => compareText(`share of requests that end in ${part.name || 'an error without a type'}`, part, inPercent)),
      contradicts: others.length === 0 ? ['no failures but those of the rate limit'] : [],
    }
  },
}

import type { CauseKind } from '../cause.ts'
import { RATE_LIMITED } from '../fact-queries.ts'
import { clamp, compareText, hasGrown, inPercent, missingText, sides } from '../weigh.ts'

const TURNED_AWAY = new RegExp(`^(?:${RATE_LIMITED})$`)

/** The provider turns requests away: they fail, or wait for their next attempt. */
export const rateLimits: CauseKind = {
  cause: 'rate-limits',
  title: 'The provider limits the rate, and calls are tried again or given up',
  action: 'Ask for a higher limit, spread the load over time or keys, or let a queue of your own wait in place of retries.',
  judge({ breached, numbers, failures }) {
    if (!breached.has('latency') && !breached.has('errors')) return undefined
    const { retries, rateLimitedRetries, rateLimitLeft, errorRatio } = numbers
    const turned = failures.filter(({ name }) => TURNED_AWAY.test(name))
    const sum = (name: 'now' | 'normal'): number => turned.reduce((total, part) => total + (part[name] ?? 0), 0)
    const refused = { now: sum('now'), normal: sum('normal') }
    const moreErrors = (errorRatio.now ?? 0) - (errorRatio.normal ?? 0)
    const ofErrors = breached.has('errors') && moreErrors > 0 ? clamp((refused.now - refused.normal) / moreErrors) : 0
    const moreRetries = (rateLimitedRetries.now ?? 0) - (rateLimitedRetries.normal ?? 0)
    const ofWaiting = breached.has('latency') ? 0.8 * clamp(moreRetries / 0.2) : 0
    const isLow = rateLimitLeft.now !== undefined && rateLimitLeft.now < 0.1
    return {
      score: Math.max(ofErrors, ofWaiting),
      ...sides([
        [refused.now > refused.normal, compareText('share of requests turned away (429)', refused, inPercent)],
        [moreRetries > 0.01, compareText('retries after a 429 by request', rateLimitedRetries)],
        [hasGrown(retries), compareText('retries by request', retries)],
        [isLow, compareText('least that was left of the rate limit', rateLimitLeft, inPercent)],
      ]),
      missing: [missingText(rateLimitLeft, 'what is left of the rate limit (the provider’s headers)')],
    }
  },
}

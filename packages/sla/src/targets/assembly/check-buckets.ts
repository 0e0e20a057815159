import { DURATION_BUCKETS_SECONDS } from '@tokenscope/semconv'
import type { SourceText, Span } from '../document/source-text.ts'
import { formatDuration } from '../values/duration.ts'
import type { ObjectiveDraft } from './scope-draft.ts'

/**
 * Notes in `source` the thresholds at which no bucket of Tokenscope's histograms ends: how many of its calls were faster cannot be counted,
 * and rules do not guess. Other SDKs can be given the buckets, by what `generate` writes for their Views.
 */
export function checkBuckets(draft: ObjectiveDraft, place: Span, source: SourceText): void {
  for (const { key, value, span } of draft.values()) {
    if (!('list' in key.goesTo) || value === undefined || DURATION_BUCKETS_SECONDS.includes(value)) continue
    const below = DURATION_BUCKETS_SECONDS.findLast((bound) => bound < value)
    const above = DURATION_BUCKETS_SECONDS.find((bound) => bound > value)
    const near = [below, above].filter((bound) => bound !== undefined).map(formatDuration)
    const beyond = above === undefined ? `, and everything over ${formatDuration(below!)} is one bucket` : ''
    source.warning(
      span ?? place,
      `${key.name} ${formatDuration(value)} is where no bucket of Tokenscope's histograms ends${beyond}: whether its calls met it stays unknown`,
      `Write ${near.join(' or ')}. Keep it only for applications that send other buckets, by the histogram-buckets.json of tokenscope sla generate, or exponential histograms.`,
    )
  }
}

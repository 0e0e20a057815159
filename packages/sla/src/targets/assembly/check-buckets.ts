import { DURATION_BUCKETS_SECONDS } from '@tokenscope/semconv'
import type { SourceText, Span } from '../document/source-text.ts'
import { formatDuration } from '../values/duration.ts'
import type { ObjectiveDraft } from './scope-draft.ts'

/**
 * Notes in `source` the thresholds at which none of the built-in buckets ends: how many of its calls were faster cannot be counted,
 * and rules do not guess. Applications can be given the buckets, by the file that `generate` writes.
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
      `${key.name} ${formatDuration(value)} is where none of the built-in buckets ends${beyond}: whether calls met it stays unknown until one does`,
      `Write ${near.join(' or ')}, or give the applications a bucket there: TOKENSCOPE_HISTOGRAM_BUCKETS=histogram-buckets.json, the file of tokenscope sla generate.`,
    )
  }
}

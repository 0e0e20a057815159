import { DURATION_BUCKETS_SECONDS } from '@tokenscope/semconv'
import type { SourceText, Span } from '../document/source-text.ts'
import { formatDuration } from '../values/duration.ts'
import type { ObjectiveDraft } from './scope-draft.ts'

/**
 * Notes in `source` the thresholds at which no bucket of the SDK's histograms ends: how many calls were faster is then only guessed.
 * What `tokenscope sla generate` writes for the Collector has the buckets.
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
      `${key.name} ${formatDuration(value)} is answered by no bucket of the SDK's histograms${beyond}`,
      `Write ${near.join(' or ')}, or keep it and load the Collector configuration that tokenscope sla generate writes: it counts with a bucket at ${formatDuration(value)}.`,
    )
  }
}

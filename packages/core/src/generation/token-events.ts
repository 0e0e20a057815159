import type { Attributes, HrTime, Span } from '@opentelemetry/api'
import * as names from '@tokenscope/semconv'
import type { TokenEventMode } from '../options/telemetry-options.ts'
import { seconds } from '../seconds.ts'
import { MAX_RETRY_EVENTS } from './event-budget.ts'
import type { Generation } from './generation.ts'

/**
 * Writes the token time line onto the span, in the order of time: retries, first token, what came when, stalls, last token.
 * At most `MAX_TOKEN_EVENTS` of them.
 */
export function addTokenEvents(span: Span, generation: Generation, mode: TokenEventMode): void {
  const events: [atMs: number, name: string, attributes: Attributes][] = []
  for (const [index, attempt] of (generation.failedAttempts ?? []).slice(0, MAX_RETRY_EVENTS).entries()) {
    const attributes: Attributes = { [names.ATTR_ATTEMPT_NUMBER]: index + 1, [names.ATTR_ERROR_TYPE]: attempt.errorType }
    if (attempt.statusCode !== undefined) attributes[names.ATTR_HTTP_RESPONSE_STATUS_CODE] = attempt.statusCode
    if (attempt.retryAfterSeconds !== undefined) attributes[names.ATTR_RETRY_AFTER] = attempt.retryAfterSeconds
    if (attempt.backoffMs !== undefined) attributes[names.ATTR_BACKOFF] = seconds(attempt.backoffMs)
    if (attempt.requestId !== undefined) attributes[names.ATTR_REQUEST_ID] = attempt.requestId
    events.push([attempt.atMs, names.EVENT_RETRY, attributes])
  }
  const { timing } = generation
  if (timing && timing.contentChunkCount > 0 && mode !== 'off') {
    const offset = (ms: number): number => seconds(ms - timing.startMs)
    events.push([timing.firstTokenMs, names.EVENT_FIRST_TOKEN, { [names.ATTR_OFFSET]: offset(timing.firstTokenMs) }])
    for (const slot of timing.timeline?.slots() ?? []) {
      const attributes: Attributes = {
        [names.ATTR_CHUNK_COUNT]: slot.count,
        [names.ATTR_CHUNK_KIND]: kindsOf(slot.kinds),
      }
      if (slot.count > 1) {
        attributes[names.ATTR_OFFSET_END] = offset(slot.lastMs)
        attributes[names.ATTR_MAX_GAP] = seconds(slot.maxGapMs)
      }
      events.push([slot.firstMs, names.EVENT_TOKENS, attributes])
    }
    for (const stall of timing.stalls) {
      events.push([
        stall.atMs,
        names.EVENT_STALL,
        { [names.ATTR_OFFSET]: offset(stall.atMs), [names.ATTR_STALL_DURATION]: seconds(stall.durationMs) },
      ])
    }
    events.push([
      timing.lastTokenMs,
      names.EVENT_LAST_TOKEN,
      { [names.ATTR_OFFSET]: offset(timing.lastTokenMs), [names.ATTR_CHUNK_COUNT]: timing.contentChunkCount },
    ])
    if (timing.stalls.length > 0 || events[0]?.[1] === names.EVENT_RETRY) events.sort((a, b) => a[0] - b[0])
  }
  for (const [atMs, name, attributes] of events) span.addEvent(name, attributes, toHrTime(generation.epochOffsetMs + atMs))
}

/** The SDK's own form of a time, so that it has nothing to convert. */
function toHrTime(epochMs: number): HrTime {
  const wholeSeconds = Math.trunc(epochMs / 1000)
  return [wholeSeconds, Math.round((epochMs - wholeSeconds * 1000) * 1_000_000)]
}

const kindsByMask = new Map<number, string>()

function kindsOf(mask: number): string {
  let kinds = kindsByMask.get(mask)
  if (kinds === undefined) {
    kinds = names.CHUNK_KINDS.filter((_, bit) => (mask & (1 << bit)) !== 0).join(',')
    kindsByMask.set(mask, kinds)
  }
  return kinds
}

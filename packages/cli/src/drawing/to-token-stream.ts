import {
  ATTR_CHUNK_COUNT,
  ATTR_CHUNK_KIND,
  ATTR_ERROR_TYPE,
  ATTR_HTTP_RESPONSE_STATUS_CODE,
  ATTR_OFFSET,
  ATTR_OFFSET_END,
  ATTR_OUTCOME,
  ATTR_STALL_DURATION,
  CHUNK_KINDS,
  type ChunkKind,
  EVENT_FIRST_TOKEN,
  EVENT_LAST_TOKEN,
  EVENT_RETRY,
  EVENT_STALL,
  EVENT_TOKENS,
} from '@tokenscope/semconv'
import type { FinishedSpan, SpanEvent } from './finished-span.ts'
import type { TokenStream } from './token-stream.ts'

/**
 * Reads the token time line back from a span's events; any span will do. An event without its attributes counts as one chunk
 * of text at the event's own time.
 */
export function toTokenStream(span: FinishedSpan): TokenStream {
  const named = (name: string): readonly SpanEvent[] => span.events.filter((event) => event.name === name)
  const offsetMs = (event: SpanEvent, attribute: string): number => {
    const seconds = event.attributes[attribute]
    return typeof seconds === 'number' ? seconds * 1000 : event.atMs - span.startMs
  }
  const first = named(EVENT_FIRST_TOKEN)[0]
  const last = named(EVENT_LAST_TOKEN)[0]
  const outcome = span.attributes[ATTR_OUTCOME]
  return {
    durationMs: span.endMs - span.startMs,
    ...(first && { firstTokenMs: offsetMs(first, ATTR_OFFSET) }),
    ...(last && { lastTokenMs: offsetMs(last, ATTR_OFFSET) }),
    runs: named(EVENT_TOKENS).map((event) => ({
      startMs: offsetMs(event, ATTR_OFFSET),
      endMs: offsetMs(event, ATTR_OFFSET_END),
      count: Number(event.attributes[ATTR_CHUNK_COUNT] ?? 1),
      kinds: kindsOf(event.attributes[ATTR_CHUNK_KIND]),
    })),
    stalls: named(EVENT_STALL).map((event) => ({
      atMs: offsetMs(event, ATTR_OFFSET),
      durationMs: Number(event.attributes[ATTR_STALL_DURATION] ?? 0) * 1000,
    })),
    retries: named(EVENT_RETRY).map((event) => ({
      atMs: event.atMs - span.startMs,
      reason: String(event.attributes[ATTR_HTTP_RESPONSE_STATUS_CODE] ?? event.attributes[ATTR_ERROR_TYPE] ?? 'retry'),
    })),
    broken: span.failure !== undefined || (outcome !== undefined && outcome !== 'completed'),
  }
}

function kindsOf(value: unknown): ChunkKind[] {
  const named = typeof value === 'string' ? value.split(',') : []
  const kinds = CHUNK_KINDS.filter((kind) => named.includes(kind))
  return kinds.length > 0 ? kinds : ['text']
}

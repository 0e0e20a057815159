import * as names from '@tokenscope/semconv'
import type { Timeline, TokenRun } from '../api/call-detail.ts'
import type { ReadEvent } from '../otlp/read-span.ts'
import { numberOf, textOf } from './attribute-readers.ts'

/**
 * The token time line of a call from its span's events. `timeToFirstToken`, `outputTokens` and `reasoningTokens` are what the span says of itself;
 * a span without our events has at most a first token.
 */
export function toTimeline(
  events: readonly ReadEvent[],
  startMs: number,
  known: { readonly timeToFirstToken: number | null; readonly outputTokens: number | null; readonly reasoningTokens?: number | null },
): Timeline {
  const named = (name: string): readonly ReadEvent[] => events.filter((event) => event.name === name)
  const offset = (event: ReadEvent): number => numberOf(event.attributes, names.ATTR_OFFSET) ?? (event.atMs - startMs) / 1000
  const first = named(names.EVENT_FIRST_TOKEN)[0]
  const last = named(names.EVENT_LAST_TOKEN)[0]
  const stalls = named(names.EVENT_STALL).map((event) => ({
    offset: offset(event),
    seconds: numberOf(event.attributes, names.ATTR_STALL_DURATION) ?? 0,
  }))
  const runs = named(names.EVENT_TOKENS).map((event) => {
    const at = offset(event)
    const kinds = kindsOf(textOf(event.attributes, names.ATTR_CHUNK_KIND))
    return {
      offset: at,
      offsetEnd: Math.max(at, numberOf(event.attributes, names.ATTR_OFFSET_END) ?? at),
      kind: kinds[0] ?? 'text',
      kinds,
      chunks: numberOf(event.attributes, names.ATTR_CHUNK_COUNT) ?? 1,
    }
  })
  return {
    tokens: shareTokens(
      runs.flatMap((run) => splitAtStalls(run, stalls)).toSorted((a, b) => a.offset - b.offset),
      arrivingTokens(runs, known),
    ),
    firstToken: first ? offset(first) : known.timeToFirstToken,
    lastToken: last ? offset(last) : null,
    stalls,
    retries: named(names.EVENT_RETRY).map((event) => ({
      attempt: numberOf(event.attributes, names.ATTR_ATTEMPT_NUMBER),
      offset: offset(event),
      backoff: numberOf(event.attributes, names.ATTR_BACKOFF),
      status: numberOf(event.attributes, names.ATTR_HTTP_RESPONSE_STATUS_CODE),
      errorType: textOf(event.attributes, names.ATTR_ERROR_TYPE),
    })),
  }
}

type Run = Omit<TokenRun, 'tokens'>

/** Reasoning that the server keeps to itself is counted among the output, and arrives in no chunk. `null` where nothing is known to arrive. */
function arrivingTokens(
  runs: readonly Run[],
  { outputTokens, reasoningTokens = null }: { readonly outputTokens: number | null; readonly reasoningTokens?: number | null },
): number | null {
  if (outputTokens === null || reasoningTokens === null || runs.some(({ kinds }) => kinds.includes('reasoning'))) return outputTokens
  return outputTokens > reasoningTokens ? outputTokens - reasoningTokens : null
}

/** Clocks of events and offsets are rounded apart. */
const ROUNDING = 0.000_5

/** Nothing came during a stall: a run that one interrupts is two, its chunks shared by the time that is left on either side. */
function splitAtStalls(run: Run, stalls: Timeline['stalls']): Run[] {
  const stall = stalls.find(
    ({ offset, seconds }) => offset >= run.offset - ROUNDING && offset + seconds <= run.offsetEnd + ROUNDING && seconds > 0,
  )
  if (!stall || run.chunks < 2) return [run]
  const stallEnd = Math.min(run.offsetEnd, stall.offset + stall.seconds)
  const before = Math.max(0, stall.offset - run.offset)
  const after = run.offsetEnd - stallEnd
  const share = before + after === 0 ? 0.5 : before / (before + after)
  const chunks = Math.min(run.chunks - 1, Math.max(1, Math.round(run.chunks * share)))
  const rest = { ...run, offset: stallEnd, chunks: run.chunks - chunks }
  const others = stalls.filter((other) => other !== stall)
  return [...splitAtStalls({ ...run, offsetEnd: run.offset + before, chunks }, others), ...splitAtStalls(rest, others)]
}

function shareTokens(runs: readonly Run[], outputTokens: number | null): TokenRun[] {
  const chunks = runs.reduce((sum, run) => sum + run.chunks, 0)
  return runs.map((run) => ({ ...run, tokens: outputTokens === null || chunks === 0 ? null : (outputTokens * run.chunks) / chunks }))
}

function kindsOf(written: string | null): names.ChunkKind[] {
  const words = written?.split(',') ?? []
  const kinds = names.CHUNK_KINDS.filter((kind) => words.includes(kind))
  return kinds.length > 0 ? kinds : ['text']
}

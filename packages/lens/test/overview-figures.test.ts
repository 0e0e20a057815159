import { parseTargets } from '@tokenscope/sla'
import { describe, expect, it } from 'vitest'
import { judgeCall } from '../src/calls/judge-call.ts'
import type { CallSummary, SlaTile } from '../src/index.ts'
import { slaTiles } from '../src/overview/sla-tiles.ts'
import { timeAxis } from '../src/overview/time-axis.ts'
import { toOverview } from '../src/overview/to-overview.ts'
import { SeriesStore } from '../src/series/series-store.ts'
import { madeCalls } from './page/stub/made-calls.ts'

/** Three seconds into a bucket of ten. */
const NOW_MS = Date.UTC(2026, 10, 26, 12, 0, 3)
const AXIS = timeAxis(15, NOW_MS)
const [SAMPLE] = madeCalls(1)

/** A call that ended so many seconds ago. */
function call(secondsAgo: number, more: Partial<CallSummary> = {}): CallSummary {
  const durationSeconds = more.durationSeconds ?? 1
  const startMs = NOW_MS - (secondsAgo + durationSeconds) * 1000
  return {
    ...SAMPLE!,
    outcome: 'completed',
    verdict: 'met',
    outputTokens: 100,
    cost: null,
    currency: null,
    ...more,
    startMs,
    durationSeconds,
  }
}

const overview = (...calls: CallSummary[]): ReturnType<typeof toOverview> => toOverview(calls, AXIS, new SeriesStore(), () => [])

function tileOf(target: string, yaml: string, calls: readonly CallSummary[]): SlaTile | undefined {
  const ended = calls.filter(({ startMs, durationSeconds }) => startMs + durationSeconds * 1000 >= AXIS.fromMs)
  return slaTiles(parseTargets(yaml), { ended, calls }, AXIS, new SeriesStore(), () => true).find((tile) => tile.target === target)
}

describe('the tokens per second of the overview', () => {
  it('are not those of a bucket that has just begun, and do not dip in one that is not settled', () => {
    // Every second a call of 100 tokens.
    const { tokensPerSecond } = overview(...Array.from({ length: 120 }, (_, second) => call(second + 0.5))).series
    expect(tokensPerSecond.at(-1)).toBeNull()
    // Of the bucket before eight seconds are settled.
    expect(tokensPerSecond.at(-2)).toBe(100)
    expect(tokensPerSecond.at(-3)).toBe(100)
  })

  it('are 0 between calls, and unknown before the first', () => {
    const { tokensPerSecond } = overview(call(120), call(60)).series
    const known = tokensPerSecond.filter((value) => value !== null)
    expect(known).toEqual([10, 0, 0, 0, 0, 0, 10, 0, 0, 0, 0, 0])
    expect(tokensPerSecond.slice(0, -13).every((value) => value === null)).toBe(true)
  })
})

describe('the figures of the overview', () => {
  it('count whole buckets, the first one too', () => {
    const { series, totals } = overview(call(15 * 60 + 2), call(30))
    expect([series.calls[0], totals.calls]).toEqual([1, 1])
  })

  it('are of completed calls where they are about time, over time as in total', () => {
    const { series, totals } = overview(
      call(30, { durationSeconds: 2 }),
      call(30, { durationSeconds: 0.01, outcome: 'error', errorType: '503' }),
    )
    expect(series.durationP50.filter((value) => value !== null)).toEqual([2])
    expect(totals.meanDuration).toBe(2)
  })

  it('do not say that fewer calls are under way than were, only because those of now have not ended', () => {
    // Always two at once, twenty seconds each.
    const { inFlight } = overview(...Array.from({ length: 30 }, (_, index) => call(10 * index, { durationSeconds: 20 }))).series
    expect(inFlight.slice(-6)).toEqual([2, 2, 2, 2, null, null])
  })

  it('hold calls of a clock that goes before', () => {
    const { series, totals } = overview(call(-90))
    expect([totals.calls, series.calls.at(-1)]).toEqual([1, 1])
  })

  it('add up no dollars and euros', () => {
    const dollars = call(30, { cost: 1, currency: 'USD' })
    expect(overview(dollars, dollars).totals).toMatchObject({ cost: 2, currency: 'USD' })
    expect(overview(dollars, call(30, { cost: 1, currency: 'EUR' })).totals).toMatchObject({ cost: null, currency: null })
  })
})

describe('a tile', () => {
  it('of queue time is the median first token above its best five minutes of the day', () => {
    const yaml = 'queue_time: 500ms'
    const quiet = Array.from({ length: 9 }, (_, index) => call(3_600 + index, { timeToFirstToken: 0.2 }))
    const busy = Array.from({ length: 9 }, (_, index) => call(30 + index, { timeToFirstToken: 1.2 }))
    expect(tileOf('queue_time', yaml, [...quiet, ...busy])).toMatchObject({ value: 1, limit: 0.5, state: 'breached', count: 9 })
    expect(tileOf('queue_time', yaml, busy)).toMatchObject({ value: 0, state: 'met' })
    expect(tileOf('queue_time', yaml, [])).toMatchObject({ value: null, state: 'unknown' })
    expect(tileOf('queue_time', 'error_rate: 1%', busy)).toBeUndefined()
  })

  it('of generation speed is the mean, as in the check', () => {
    const calls = [call(30, { tokensPerSecond: 10 }), call(31, { tokensPerSecond: 40 }), call(32, { tokensPerSecond: 40 })]
    expect(tileOf('output_tokens_per_second', 'output_tokens_per_second: 35', calls)).toMatchObject({ value: 30, state: 'breached' })
  })
})

describe('a verdict', () => {
  it('goes by the status of the span, as that of the Collector does, whatever its outcome is called', () => {
    const { scopes } = parseTargets('error_rate: 1%')
    const judge = (hasErrorStatus: boolean): unknown =>
      judgeCall(
        call(1, { outcome: 'truncated', errorType: null, timeToFirstToken: null }),
        { attributes: {}, environment: null, hasErrorStatus },
        scopes,
      )
    expect(judge(true)).toEqual({ verdict: 'breached', violation: 'error_rate' })
    expect(judge(false)).toEqual({ verdict: 'met', violation: null })
  })
})

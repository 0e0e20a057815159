import { describe, expect, it } from 'vitest'
import { splitLatency } from '../src/calls/split-latency.ts'
import { toTimeline } from '../src/calls/to-timeline.ts'

const START = 1_790_000_000_000

function event(name: string, seconds: number, attributes: Record<string, string | number> = {}): Parameters<typeof toTimeline>[0][number] {
  return { name: `tokenscope.${name}`, atMs: START + seconds * 1000, attributes }
}

const unknown = { timeToFirstToken: null, outputTokens: null }

describe('the token time line', () => {
  it('is empty for a span without our events, but for the first token that the span may know', () => {
    expect(toTimeline([], START, unknown)).toEqual({ tokens: [], firstToken: null, lastToken: null, stalls: [], retries: [] })
    expect(toTimeline([], START, { timeToFirstToken: 0.4, outputTokens: 7 }).firstToken).toBe(0.4)
  })

  it('shares the tokens that the server counted among the chunks, by the order of time', () => {
    const { tokens } = toTimeline(
      [
        event('tokens', 2, { 'tokenscope.chunk.count': 3, 'tokenscope.chunk.kind': 'reasoning,text', 'tokenscope.offset_end': 2.5 }),
        event('tokens', 1, { 'tokenscope.chunk.count': 1, 'tokenscope.chunk.kind': 'no such kind' }),
      ],
      START,
      { timeToFirstToken: null, outputTokens: 8 },
    )
    expect(tokens).toEqual([
      { offset: 1, offsetEnd: 1, kind: 'text', kinds: ['text'], chunks: 1, tokens: 2 },
      { offset: 2, offsetEnd: 2.5, kind: 'text', kinds: ['text', 'reasoning'], chunks: 3, tokens: 6 },
    ])
  })

  it('leaves out the tokens of reasoning that the server kept to itself', () => {
    const chunks = (kind: string): Parameters<typeof toTimeline>[0] => [
      event('tokens', 1, { 'tokenscope.chunk.count': 10, 'tokenscope.chunk.kind': kind, 'tokenscope.offset_end': 2 }),
    ]
    const tokensOf = (kind: string, reasoningTokens: number): unknown =>
      toTimeline(chunks(kind), START, { timeToFirstToken: null, outputTokens: 500, reasoningTokens }).tokens[0]?.tokens
    expect(tokensOf('text', 450)).toBe(50)
    expect(tokensOf('reasoning,text', 450)).toBe(500)
    expect(tokensOf('text', 0)).toBe(500)
    expect(tokensOf('text', 500)).toBeNull()
  })

  it('has nothing during a stall, where one event covers what came before and after it', () => {
    const events = [
      event('tokens', 1, { 'tokenscope.chunk.count': 5, 'tokenscope.offset_end': 4 }),
      event('stall', 1.25, { 'tokenscope.offset': 1.25, 'tokenscope.stall.duration': 1 }),
      event('stall', 3, { 'tokenscope.offset': 3, 'tokenscope.stall.duration': 0.5 }),
      event('tokens', 5, { 'tokenscope.chunk.count': 1 }),
    ]
    const { tokens } = toTimeline(events, START, unknown)
    expect(tokens.map(({ offset, offsetEnd, chunks }) => [offset, offsetEnd, chunks])).toEqual([
      [1, 1.25, 1],
      [2.25, 3, 2],
      [3.5, 4, 2],
      [5, 5, 1],
    ])
  })
})

describe('the split of the latency', () => {
  const retry = event('retry', 0.5, {
    'tokenscope.attempt.number': 1,
    'tokenscope.attempt.backoff': 0.25,
    'http.response.status_code': 429,
  })

  it('counts failed attempts and their back-off as waiting', () => {
    const timeline = toTimeline([retry, event('first_token', 1, { 'tokenscope.offset': 1 })], START, unknown)
    expect(timeline.retries).toEqual([{ attempt: 1, offset: 0.5, backoff: 0.25, status: 429, errorType: null }])
    expect(splitLatency(3, timeline, {})).toEqual({ waiting: 0.75, prefill: 0.25, decode: 2, source: 'stream' })
  })

  it('takes the word of a server that reports its own times', () => {
    const timeline = toTimeline([event('first_token', 1, { 'tokenscope.offset': 1 })], START, unknown)
    const reported = { 'tokenscope.server.prefill_time': 0.25, 'tokenscope.server.decode_time': 1.5 }
    expect(splitLatency(3, timeline, reported)).toEqual({ waiting: 0.75, prefill: 0.25, decode: 2, source: 'server' })
    expect(splitLatency(3, toTimeline([], START, unknown), reported)).toEqual({
      waiting: 1.25,
      prefill: 0.25,
      decode: 1.5,
      source: 'server',
    })
    expect(splitLatency(3, timeline, { 'tokenscope.server.prefill_time': 9 })).toMatchObject({ waiting: 0, prefill: 1, decode: 2 })
  })

  it('knows nothing of a call that was not streamed', () => {
    expect(splitLatency(3, toTimeline([], START, unknown), {})).toEqual({ waiting: null, prefill: null, decode: null, source: 'none' })
  })
})

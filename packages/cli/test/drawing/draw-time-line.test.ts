import { CHUNK_KINDS } from '@tokenscope/semconv'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { drawTimeLine, LABEL_WIDTH } from '../../src/drawing/draw-time-line.ts'
import { columnAt } from '../../src/drawing/time-scale.ts'
import type { TokenStream } from '../../src/drawing/token-stream.ts'

const PLAIN = { colour: false, unicode: true, columns: 80 }
const ASCII = { colour: false, unicode: false, columns: 80 }

const STALLED: TokenStream = {
  durationMs: 1_000,
  firstTokenMs: 100,
  lastTokenMs: 900,
  runs: [
    { startMs: 100, endMs: 100, count: 1, kinds: ['reasoning'] },
    { startMs: 150, endMs: 250, count: 11, kinds: ['reasoning'] },
    { startMs: 300, endMs: 400, count: 6, kinds: ['text'] },
    { startMs: 900, endMs: 900, count: 1, kinds: ['tool_call'] },
  ],
  stalls: [{ atMs: 400, durationMs: 500 }],
  retries: [],
  broken: false,
}

describe('the token time line', () => {
  it('marks first and last token, gives each kind a lane, and draws the stall to scale', () => {
    expect(drawTimeLine(STALLED, 80, PLAIN)).toEqual([
      '                 ▼ first token 100 ms                  last token 900 ms ▼',
      'reasoning        ▂  ▂▄▂▂▄▂▄▂',
      'text                           ▂▂▂ ▂▂ ▂',
      'tool call                                                                ▂',
      'waiting   ·······                     ├╌╌╌╌╌╌╌╌╌╌ stall 500 ms ╌╌╌╌╌╌╌╌╌╌┤',
      '          0 ms──────────200 ms────────400 ms────────600 ms────────800 ms─────1 s',
    ])
  })

  it('uses nothing but ASCII where the terminal knows nothing else', () => {
    const lines = drawTimeLine(STALLED, 80, ASCII)
    expect(lines[0]).toBe('                 v first token 100 ms                  last token 900 ms v')
    expect(lines[4]).toBe('waiting   .......                     [~~~~~~~~~~ stall 500 ms ~~~~~~~~~~]')
    expect(lines.join('')).toMatch(/^[\u0020-\u007E]*$/)
  })

  it('draws a call that was not streamed as one wait, with its retries and its end', () => {
    const stream = { durationMs: 500, runs: [], stalls: [], retries: [{ atMs: 100, reason: '429' }], broken: false }
    expect(drawTimeLine(stream, 50, PLAIN)).toEqual([
      'call      ········↻ 429··························●',
      '          0 ms────────────200 ms────────────500 ms',
    ])
  })

  it('marks the end of a call that broke', () => {
    const stream = { durationMs: 500, firstTokenMs: 0, lastTokenMs: 100, runs: [], stalls: [], retries: [], broken: true }
    expect(drawTimeLine(stream, 30, PLAIN)[1]).toBe('call                         ✗')
  })

  it('colours each kind in its own way', () => {
    const lines = drawTimeLine(STALLED, 80, { ...PLAIN, colour: true })
    expect(lines[1]).toContain('\u001B[35mreasoning\u001B[0m')
    expect(lines[2]).toContain('\u001B[36mtext\u001B[0m')
    expect(lines[3]).toContain('\u001B[33mtool call\u001B[0m')
  })
})

const moment = fc.double({ min: 0, max: 100_000, noNaN: true })
const streams: fc.Arbitrary<TokenStream> = fc
  .record({
    times: fc.array(fc.tuple(moment, moment, fc.integer({ min: 1, max: 200_000 })), { maxLength: 64 }),
    kinds: fc.array(fc.constantFrom(...CHUNK_KINDS), { minLength: 1, maxLength: 3 }),
    stalls: fc.array(fc.record({ atMs: moment, durationMs: moment }), { maxLength: 16 }),
    retries: fc.array(fc.record({ atMs: moment, reason: fc.constantFrom('429', 'APIConnectionError') }), { maxLength: 3 }),
    broken: fc.boolean(),
    restMs: moment,
  })
  .map(({ times, kinds, stalls, retries, broken, restMs }) => {
    const runs = times
      .map(([a, b, count]) => ({ startMs: Math.min(a, b), endMs: count === 1 ? Math.min(a, b) : Math.max(a, b), count, kinds }))
      .toSorted((a, b) => a.startMs - b.startMs)
    const lastTokenMs = Math.max(0, ...runs.map((run) => run.endMs))
    const first = runs[0]
    return { durationMs: lastTokenMs + restMs, ...(first && { firstTokenMs: first.startMs, lastTokenMs }), runs, stalls, retries, broken }
  })
const widths = fc.integer({ min: 1, max: 240 })
const terminals = fc.boolean().map((unicode) => ({ ...PLAIN, unicode }))

describe('any stream at any width', () => {
  it('never gets wider than it may', () => {
    fc.assert(
      fc.property(streams, widths, terminals, (stream, width, terminal) => {
        for (const line of drawTimeLine(stream, width, terminal)) expect([...line].length).toBeLessThanOrEqual(width)
      }),
    )
  })

  it('has a mark over the first and over the last token', () => {
    fc.assert(
      fc.property(streams, fc.integer({ min: LABEL_WIDTH + 1, max: 240 }), (stream, width) => {
        fc.pre(stream.firstTokenMs !== undefined)
        const scale = { columns: width - LABEL_WIDTH, durationMs: stream.durationMs }
        const marks = [...drawTimeLine(stream, width, PLAIN)[0]!].flatMap((character, index) =>
          character === '▼' ? [index - LABEL_WIDTH] : [],
        )
        expect(marks).toEqual([...new Set([columnAt(stream.firstTokenMs!, scale), columnAt(stream.lastTokenMs!, scale)])])
      }),
    )
  })

  it('shows a bar in its lane wherever a run of chunks begins and ends, and nowhere outside of the runs', () => {
    fc.assert(
      fc.property(streams, fc.integer({ min: LABEL_WIDTH + 1, max: 240 }), (stream, width) => {
        fc.pre(stream.runs.length > 0)
        const scale = { columns: width - LABEL_WIDTH, durationMs: stream.durationMs }
        const lane = [...drawTimeLine(stream, width, PLAIN)[1]!.slice(LABEL_WIDTH).padEnd(scale.columns)]
        const reach = stream.runs.map((run) => [columnAt(run.startMs, scale), columnAt(run.endMs, scale)] as const)
        for (const [from, to] of reach) expect([lane[from], lane[to]]).not.toContain(' ')
        for (const [column, character] of lane.entries()) {
          if (character !== ' ') expect(reach.some(([from, to]) => from <= column && column <= to)).toBe(true)
        }
      }),
    )
  })

  it('ends its axis with the duration of the call', () => {
    fc.assert(
      fc.property(streams, fc.integer({ min: 40, max: 240 }), (stream, width) => {
        const axis = drawTimeLine({ ...stream, durationMs: 1_240 }, width, ASCII).at(-1)!
        expect(axis.length).toBe(width)
        expect(axis.endsWith('1.24 s')).toBe(true)
      }),
    )
  })
})

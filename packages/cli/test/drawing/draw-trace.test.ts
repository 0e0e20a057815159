import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { drawTrace } from '../../src/drawing/draw-trace.ts'
import type { FinishedSpan, SpanEvent } from '../../src/drawing/finished-span.ts'

const PLAIN = { colour: false, unicode: true, columns: 60 }

function span(spanId: string, startMs: number, endMs: number, more: Partial<FinishedSpan> = {}): FinishedSpan {
  return {
    traceId: 't',
    spanId,
    parentSpanId: undefined,
    name: spanId,
    startMs,
    endMs,
    attributes: {},
    events: [],
    failure: undefined,
    ...more,
  }
}

function event(name: string, atMs: number, attributes: SpanEvent['attributes'] = {}): SpanEvent {
  return { name: `tokenscope.${name}`, atMs, attributes }
}

const CALL = {
  'gen_ai.operation.name': 'chat',
  'tokenscope.outcome': 'completed',
  'gen_ai.response.finish_reasons': ['stop'],
  'tokenscope.time_to_first_token': 0.1,
  'tokenscope.output_token_rate': 41.6,
  'gen_ai.usage.input_tokens': 12,
  'gen_ai.usage.output_tokens': 2,
}

describe('a trace as a tree', () => {
  it('has a line a span, and under each model call its figures and its time line', () => {
    const chat = span('chat m', 1_010, 1_210, {
      parentSpanId: 'question',
      attributes: CALL,
      events: [
        event('first_token', 1_110, { 'tokenscope.offset': 0.1 }),
        event('tokens', 1_110, {
          'tokenscope.offset': 0.1,
          'tokenscope.offset_end': 0.15,
          'tokenscope.chunk.count': 2,
          'tokenscope.chunk.kind': 'text',
        }),
        event('last_token', 1_160, { 'tokenscope.offset': 0.15 }),
      ],
    })
    const tool = span('execute_tool weather', 1_220, 1_230, {
      parentSpanId: 'question',
      attributes: { 'gen_ai.operation.name': 'execute_tool' },
    })
    expect(drawTrace([tool, chat, span('question', 1_000, 1_250)], PLAIN)).toEqual([
      'question                                              250 ms',
      '│',
      '├─ chat m                                             200 ms',
      '│     completed (stop) · ttft 100 ms · 42 tok/s',
      '│     12 tokens in · 2 out',
      '│                  first token 100 ms ▼          ▼',
      '│     text                            ▂          ▂',
      '│     waiting   ······················',
      '│               0 ms──────────────────100 ms──────────200 ms',
      '└─ execute_tool weather                                10 ms',
    ])
  })

  it('names the error of a call that broke, and counts its chunks without passing them off as tokens', () => {
    const attributes = {
      'gen_ai.operation.name': 'chat',
      'tokenscope.outcome': 'error',
      'error.type': 'ECONNRESET',
      'tokenscope.chunk.count': 7,
    }
    const lines = drawTrace([span('chat m', 0, 10, { attributes, failure: 'reset' })], PLAIN)
    expect(lines[1]).toBe('   error (ECONNRESET) · 7 chunks, no usage')
    expect(lines[2]).toMatch(/✗$/)
  })

  it('shows attempts and stalls', () => {
    const attributes = { ...CALL, 'tokenscope.attempt.count': 3, 'tokenscope.stall.time': 2.5 }
    expect(drawTrace([span('chat m', 0, 10, { attributes })], { ...PLAIN, columns: 120 })[1]).toBe(
      '   completed (stop) · ttft 100 ms · 42 tok/s · 12 tokens in · 2 out · 3 attempts · stalled 2.5 s',
    )
  })

  it('takes a span whose parent is elsewhere for a root', () => {
    expect(drawTrace([span('late', 0, 5, { parentSpanId: 'in another process' })], PLAIN)).toHaveLength(1)
  })

  it('never gets wider than the terminal, however deep and whatever the names', () => {
    const spans = fc
      .array(fc.tuple(fc.string({ maxLength: 90, unit: fc.constantFrom('a', '-', ' ') }), fc.nat({ max: 6 }), fc.nat({ max: 5_000 })), {
        maxLength: 7,
      })
      .map((rows) =>
        rows.map(([name, parent, length], index) =>
          span(`${index}`, index, index + length, {
            name,
            ...(parent < index && { parentSpanId: `${parent}` }),
            attributes: index % 2 ? CALL : {},
          }),
        ),
      )
    fc.assert(
      fc.property(spans, fc.integer({ min: 40, max: 120 }), fc.boolean(), (given, columns, unicode) => {
        const lines = drawTrace(given, { colour: false, unicode, columns })
        for (const line of lines) expect([...line].length).toBeLessThanOrEqual(columns)
        for (const { endMs, startMs } of given) expect(lines.some((line) => line.includes(endMs === startMs ? '0 ms' : ' '))).toBe(true)
      }),
    )
  })
})

import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type CallDetail, type CallPage, type CallSummary, type Lens, startLens } from '../src/index.ts'
import { BASE_MS, callSketch, getJson, hex, post, type SpanSketch, tracesJson } from './json-requests.ts'

let lens: Lens

beforeAll(async () => {
  lens = await startLens({ port: 0, otlpPort: false })
})
afterAll(() => lens.shutdown())

async function send(...spans: SpanSketch[]): Promise<void> {
  expect((await post(`${lens.url}/v1/traces`, tracesJson(spans))).status).toBe(200)
}

function detail(traceId: string, spanId: string): Promise<CallDetail> {
  return getJson(`${lens.url}/api/calls/${traceId}/${spanId}`)
}

async function find(query: string): Promise<readonly CallSummary[]> {
  return (await getJson<CallPage>(`${lens.url}/api/calls?${query}`)).calls
}

describe('a trace', () => {
  it('without its root, out of order and in two requests is one tree all the same', async () => {
    const traceId = 'a'.repeat(32)
    const root = 'f'.repeat(16)
    await send(callSketch({ traceId, spanId: '3'.repeat(16), parentSpanId: '2'.repeat(16), at: 20, ms: 10 }))
    await send(
      { traceId, spanId: '4'.repeat(16), parentSpanId: '2'.repeat(16), at: 5, name: 'tool' },
      { traceId, spanId: '2'.repeat(16), parentSpanId: root, at: 0, name: 'agent', failed: true },
    )
    const { spans, clockSkew } = await detail(traceId, '3'.repeat(16))
    expect(clockSkew).toBe(false)
    expect(
      spans.map(({ name, depth, parentMissing, offset, failed, isCall }) => ({ name, depth, parentMissing, offset, failed, isCall })),
    ).toEqual([
      { name: 'agent', depth: 0, parentMissing: true, offset: -0.02, failed: true, isCall: false },
      { name: 'tool', depth: 1, parentMissing: false, offset: -0.015, failed: false, isCall: false },
      { name: 'chat demo', depth: 1, parentMissing: false, offset: 0, failed: false, isCall: true },
    ])
  })

  it('whose child begins before its parent says that the clocks disagree', async () => {
    const traceId = 'b'.repeat(32)
    await send(
      { traceId, spanId: '1'.repeat(16), at: 50, name: 'request' },
      callSketch({ traceId, spanId: '2'.repeat(16), parentSpanId: '1'.repeat(16), at: 30 }),
    )
    expect((await detail(traceId, '2'.repeat(16))).clockSkew).toBe(true)
  })

  it('in which a span is its own ancestor is shown, each span once', async () => {
    const traceId = 'c'.repeat(32)
    await send(callSketch({ traceId, spanId: '1'.repeat(16), parentSpanId: '2'.repeat(16) }), {
      traceId,
      spanId: '2'.repeat(16),
      parentSpanId: '1'.repeat(16),
      at: 1,
    })
    expect((await detail(traceId, '1'.repeat(16))).spans.map(({ depth }) => depth)).toEqual([0, 1])
  })

  it('that ends before it begins lasts no time', async () => {
    const traceId = 'd'.repeat(32)
    await send(callSketch({ traceId, spanId: '1'.repeat(16), ms: -500 }))
    expect((await detail(traceId, '1'.repeat(16))).summary.durationSeconds).toBe(0)
  })

  it('that comes again replaces what came before', async () => {
    const traceId = 'e'.repeat(32)
    const sketch = callSketch({ traceId, spanId: '1'.repeat(16), attributes: { 'gen_ai.usage.output_tokens': 5 } })
    await send(sketch)
    await send({ ...sketch, attributes: { ...sketch.attributes, 'gen_ai.usage.output_tokens': 9 } })
    expect((await find('q=eeee')).map(({ outputTokens }) => outputTokens)).toEqual([9])
  })

  it('with 128 events of 4 kB, HTML, control characters and right-to-left text comes back as it was', async () => {
    const traceId = '1'.repeat(32)
    const nasty = '<img src=x onerror=alert(1)></script>\u0000\u001b[31m\u202eevil\u2066 "quoted" \\'
    const events = Array.from({ length: 128 }, (_, at) => ({
      name: `event ${nasty}`,
      at,
      attributes: { text: nasty.repeat(100).slice(0, 4_096) },
    }))
    await send(callSketch({ traceId, spanId: '1'.repeat(16), name: nasty, events, attributes: { [nasty]: nasty, ['__proto__']: 'own' } }))
    const shown = await detail(traceId, '1'.repeat(16))
    expect(shown.events).toHaveLength(128)
    expect(shown.events[127]).toEqual({ name: `event ${nasty}`, offset: 0.127, attributes: events[127]!.attributes })
    expect(shown.summary.name).toBe(nasty)
    expect(shown.attributes[nasty]).toBe(nasty)
    expect(Object.entries(shown.attributes)).toContainEqual(['__proto__', 'own'])
  })

  it('with a name without end is short in the list and whole in the detail', async () => {
    const [traceId, spanId] = ['8'.repeat(32), '8'.repeat(16)]
    const model = 'm'.repeat(50_000)
    await send(callSketch({ traceId, spanId, attributes: { 'gen_ai.request.model': model } }))
    expect((await find('q=8888'))[0]?.model).toBe(`${'m'.repeat(256)}…`)
    expect((await detail(traceId, spanId)).attributes['gen_ai.request.model']).toBe(model)
  })

  it('that is not held is a 404 with words', async () => {
    const response = await fetch(`${lens.url}/api/calls/${'9'.repeat(32)}/${'9'.repeat(16)}`)
    expect([response.status, await response.json()]).toEqual([
      404,
      { error: 'this call is not held (any more): it was never received, or it made room for newer ones' },
    ])
  })
})

describe('calls of other instrumentations', () => {
  it.each<[string, Record<string, unknown>]>([
    [
      'OpenTelemetry before 1.37',
      {
        'gen_ai.operation.name': 'chat',
        'gen_ai.system': 'OpenAI',
        'gen_ai.request.model': 'm',
        'gen_ai.usage.prompt_tokens': 3,
        'gen_ai.usage.completion_tokens': 4,
      },
    ],
    [
      'OpenLLMetry',
      {
        'llm.request.type': 'chat',
        'gen_ai.system': 'OpenAI',
        'llm.request.model': 'm',
        'llm.usage.prompt_tokens': 3,
        'llm.usage.completion_tokens': 4,
      },
    ],
    [
      'OpenInference',
      {
        'openinference.span.kind': 'LLM',
        'llm.provider': 'openai',
        'llm.model_name': 'm',
        'llm.token_count.prompt': 3,
        'llm.token_count.completion': 4,
      },
    ],
  ])('are calls: %s', async (name, attributes) => {
    await send({ traceId: '2'.repeat(32), spanId: '2'.repeat(16), kind: 1, name, attributes })
    expect(await find(`q=${encodeURIComponent(name)}`)).toMatchObject([
      { operation: 'chat', provider: 'openai', model: 'm', inputTokens: 3, outputTokens: 4 },
    ])
    expect((await detail('2'.repeat(32), '2'.repeat(16))).usage).toMatchObject({ inputTokens: 3, outputTokens: 4, source: 'usage' })
  })

  it('that are tools, chains and agents, or the side of the server, are none', async () => {
    const others: Record<string, unknown>[] = [
      { 'gen_ai.operation.name': 'execute_tool' },
      { 'gen_ai.operation.name': 'invoke_agent', 'gen_ai.request.model': 'm' },
      { 'openinference.span.kind': 'CHAIN' },
      { 'traceloop.span.kind': 'workflow' },
    ]
    await send(
      ...others.map((attributes) => ({ name: 'no call', attributes })),
      callSketch({ name: 'no call', kind: 2, spanId: '7'.repeat(16) }),
    )
    expect(await find('q=no+call')).toEqual([])
  })
})

describe('the list of calls', () => {
  it('is filtered by every choice, and goes on where it stopped, also among calls of one instant', async () => {
    const calls = Array.from({ length: 25 }, (_, index) =>
      callSketch({
        traceId: hex(index + 1, 32).replace(/^0{4}/, 'beef'),
        spanId: hex(index + 1, 16),
        at: 1_000_000 + Math.floor(index / 10),
        ms: 10 * (index + 1),
        failed: index % 5 === 0,
        attributes: {
          'gen_ai.request.model': index % 2 === 0 ? 'even' : 'odd',
          ...(index === 3 && { 'tokenscope.stall.count': 2 }),
          ...(index === 7 && { 'tokenscope.outcome': 'cancelled' }),
        },
      }),
    )
    await send(...calls.toReversed())
    const seen: string[] = []
    let before = ''
    for (let pages = 0; pages < 10; pages++) {
      const page = await getJson<CallPage>(`${lens.url}/api/calls?q=beef&limit=10${before}`)
      expect(page.total).toBe(25)
      seen.push(...page.calls.map(({ spanId }) => spanId))
      if (page.next === null) break
      before = `&before=${page.next}`
    }
    expect(seen).toHaveLength(25)
    expect(new Set(seen).size).toBe(25)
    expect(await find('q=beef&model=even')).toHaveLength(13)
    expect(await find('q=beef&outcome=error')).toHaveLength(5)
    expect(await find('q=beef&outcome=failed&model=odd')).toHaveLength(2)
    expect(await find('q=beef&stalled=1')).toMatchObject([{ spanId: hex(4, 16), stallCount: 2 }])
    expect(await find('q=beef&service=other')).toEqual([])
    expect((await find('q=beef&slow=1')).map(({ durationSeconds }) => durationSeconds)).toContain(0.25)
    expect((await find('limit=1&q=beef'))[0]!.startMs).toBe(BASE_MS + 1_000_002)
  })

  it('answers a query that means nothing', async () => {
    expect(await find('limit=-5&before=xyz&q=beef')).toHaveLength(25)
  })
})

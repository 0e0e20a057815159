import { context, ROOT_CONTEXT, type Span, SpanKind, SpanStatusCode, trace } from '@opentelemetry/api'
import { JsonTraceSerializer } from '@opentelemetry/otlp-transformer'
import type { ReadableSpan } from '@opentelemetry/sdk-trace'
import { describe, expect, it } from 'vitest'
import { formatTrace } from '../src/format-trace.ts'
import { inMemoryTelemetry } from '../src/in-memory.ts'
import { type ReceivedSpan, startOtlpReceiver } from '../src/otlp-receiver/index.ts'

const SECOND = 1_700_000_000

/** answer ─┬─ chat (with events) and execute_tool; and another trace beside it. They end in another order than they start. */
function record(): ReadableSpan[] {
  const telemetry = inMemoryTelemetry()
  const tracer = telemetry.tracerProvider.getTracer('test')
  const under = (parent: Span) => trace.setSpan(ROOT_CONTEXT, parent)
  const answer = tracer.startSpan('answer', { startTime: [SECOND, 0], attributes: { 'app.user': 'ada' } })
  const chat = tracer.startSpan(
    'chat gpt',
    {
      kind: SpanKind.CLIENT,
      startTime: [SECOND, 100_000_000],
      attributes: {
        'gen_ai.usage.output_tokens': 2,
        'gen_ai.request.model': 'gpt',
        'gen_ai.response.finish_reasons': ['stop'],
        'server.port': 443,
      },
    },
    under(answer),
  )
  const tool = tracer.startSpan('execute_tool', { startTime: [SECOND, 900_000_000] }, under(answer))
  tool.setStatus({ code: SpanStatusCode.ERROR, message: 'no such city' }).setAttribute('error.type', 'Error').end([SECOND, 912_340_000])
  for (const index of [0, 1]) chat.addEvent('token', { index, text: 'a"b' }, [SECOND, 150_000_000 + index * 1_250_000])
  chat.setStatus({ code: SpanStatusCode.OK }).end([SECOND, 800_000_000])
  answer.end([SECOND + 1, 500_000_000])
  tracer.startSpan('elsewhere', { startTime: [SECOND - 1, 0] }, context.active()).end([SECOND - 1, 0])
  return telemetry.spans()
}

const DRAWN = `
elsewhere (internal) 0.0 ms
answer (internal) 1.50 s
├─ chat gpt (client) 700.0 ms OK
│       gen_ai.request.model: "gpt"
│       gen_ai.response.finish_reasons: ["stop"]
│       gen_ai.usage.output_tokens: 2
│       · +50.0 ms token index=0 text="a\\"b"
│       · +51.3 ms token index=1 text="a\\"b"
└─ execute_tool (internal) 12.3 ms ERROR: no such city
        error.type: "Error"
`.trim()

describe('formatTrace', () => {
  it('draws spans of the SDK as a tree in the order of their start', () => {
    expect(formatTrace(record())).toBe(DRAWN)
  })

  it('draws the same when the spans have been received', async () => {
    await using receiver = await startOtlpReceiver()
    const body = Buffer.from(JsonTraceSerializer.serializeRequest(record())!)
    await fetch(`${receiver.url}/v1/traces`, { method: 'POST', headers: { 'content-type': 'application/json' }, body })
    expect(formatTrace(await receiver.waitForSpans(4))).toBe(DRAWN)
  })

  it('draws a span whose parent is missing as a root', () => {
    const withoutParent = record().filter(({ name }) => name !== 'answer')
    expect(formatTrace(withoutParent, { times: false, events: false, attributes: false })).toBe(
      'elsewhere (internal)\nchat gpt (client) OK\nexecute_tool (internal) ERROR: no such city',
    )
  })

  it('draws the same text on every run without times', () => {
    const chat = record().filter(({ name }) => name === 'chat gpt')
    expect(formatTrace(chat, { times: false, attributes: false })).toBe(
      'chat gpt (client) OK\n     · token index=0 text="a\\"b"\n     · token index=1 text="a\\"b"',
    )
  })

  it.each([
    ['all', true, ['app.user: "ada"']],
    ['none', false, []],
    ['those that are named', ['app.user', 'other'], ['app.user: "ada"']],
    ['those that are picked', (name: string) => name.startsWith('other'), []],
  ])('shows attributes: %s', (_what, attributes, lines) => {
    const answer = record().filter(({ name }) => name === 'answer')
    expect(
      formatTrace(answer, { attributes })
        .split('\n')
        .slice(1)
        .map((line) => line.trim()),
    ).toEqual(lines)
  })

  it('sums up the middle of many events', () => {
    const telemetry = inMemoryTelemetry()
    const span = telemetry.tracerProvider.getTracer('test').startSpan('long')
    for (const index of Array(20).keys()) span.addEvent(`e${index}`)
    span.end()
    expect(formatTrace(telemetry.spans(), { maxEvents: 3, times: false })).toBe(
      'long (internal)\n     · e0\n     · e1\n     · … 17 more events …\n     · e19',
    )
    expect(formatTrace(telemetry.spans(), { maxEvents: 20 })).not.toContain('more events')
  })

  it('draws large integers and missing values that were received', () => {
    const span: ReceivedSpan = {
      ...{ traceId: 'a', spanId: 'b', parentSpanId: undefined, name: 'odd', kind: 'SERVER', startTimeUnixNano: 5n, endTimeUnixNano: 5n },
      attributes: { big: 2n ** 63n, missing: undefined },
      ...{ events: [], links: [], status: { code: 'ERROR', message: '' }, resource: {}, scope: { name: '', version: '' } },
    }
    expect(formatTrace([span], { attributes: true })).toBe(
      'odd (server) 0.0 ms ERROR\n     big: "9223372036854775808"\n     missing: undefined',
    )
  })

  it('draws nothing for no spans', () => {
    expect(formatTrace([])).toBe('')
  })
})

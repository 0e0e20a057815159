import { waitFor } from '@tokenscope/testing'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { collectorMetric } from './readers/collector.ts'
import { fetchTrace } from './readers/jaeger.ts'
import { PREPARE_MS, stackMissing, startTestStack, type TestStack } from './stack/test-stack.ts'
import { newTraceId, type PlainSpan, postSpans } from './traffic/post-spans.ts'

const LONG = 'long '.repeat(40_000)
const LIST = Array.from({ length: 9_000 }, (_, index) => `entry ${index}`)

const CALL = { 'gen_ai.operation.name': 'chat', 'gen_ai.provider.name': 'openai', 'gen_ai.request.model': 'm' }

const missing = await stackMissing()

/** Jaeger's Badger says "unavailable" of a value above 65,000 bytes, for ever: one such span would stop the queue. */
describe.skipIf(missing !== undefined)(`texts that are longer than Jaeger can index ${missing ?? ''}`, { concurrent: true }, () => {
  let stack: TestStack
  beforeAll(async () => {
    const env = { TOKENSCOPE_SAMPLING_PERCENTAGE: '100', TOKENSCOPE_CONTENT: 'keep' }
    stack = await startTestStack({ components: ['collector', 'jaeger'], env })
  }, PREPARE_MS)
  afterAll(async () => {
    await stack?.shutdown()
  })

  it.each<[string, Omit<PlainSpan, 'traceId'>]>([
    ['an attribute', { name: 'x', attributes: { note: LONG } }],
    ['a prompt', { name: 'x', attributes: { 'gen_ai.input.messages': JSON.stringify([{ content: LONG }]) } }],
    ['Chinese', { name: 'x', attributes: { note: '汉字'.repeat(40_000) } }],
    ['a status', { name: 'x', status: { code: 'ERROR', message: LONG } }],
    ['a name', { name: LONG }],
    ['a list', { name: 'x', attributes: { documents: LIST } }],
    ['a map', { name: 'x', attributes: { answer: { found: LIST, first: 'entry 0' } } }],
    ['the name of an attribute', { name: 'x', attributes: { [LONG]: 'note' } }],
    ['a list and a map of an event', { name: 'x', events: [{ name: 'x', attributes: { documents: LIST, answer: { found: LIST } } }] }],
    ['the name and an attribute of an event', { name: 'x', events: [{ name: LONG, attributes: { note: LONG } }] }],
  ])('%s is cut, the span is stored, and the queue goes on', async (_, span) => {
    const traceId = newTraceId()
    expect(await postSpans(stack.urls.otlpHttp, { 'service.name': 'app' }, [{ traceId, ...span }])).toBe(200)
    const spans = await waitFor(() => fetchTrace(stack.urls.jaeger, traceId), { timeoutMs: 20_000, what: 'the trace in Jaeger' })
    const { name, attributes, events } = spans[0]!
    const texts = [
      name,
      ...Object.entries(attributes).flat(),
      ...events.flatMap((event) => [event.name, ...Object.entries(event.attributes).flat()]),
    ]
    expect(Math.max(...texts.map((text) => Buffer.byteLength(String(text))))).toBeLessThanOrEqual(60_000)
    const size = { exporter: 'otlp_grpc/jaeger' }
    await waitFor(async () => (await collectorMetric(stack.urls.collectorMetrics, 'otelcol_exporter_queue_size', size)) === 0, {
      what: 'an empty queue',
    })
  })

  it('a list of the resource is cut too', async () => {
    const traceId = newTraceId()
    expect(await postSpans(stack.urls.otlpHttp, { 'service.name': 'app', documents: LIST }, [{ traceId, name: 'x' }])).toBe(200)
    await waitFor(() => fetchTrace(stack.urls.jaeger, traceId), { timeoutMs: 20_000, what: 'the trace in Jaeger' })
  })

  it('a call with a long list is judged like any other', async () => {
    const read = { 'gen_ai.response.finish_reasons': ['length'], 'tokenscope.time_to_first_token': 2.5 }
    const attributes = { ...CALL, ...read, documents: LIST }
    const traceId = newTraceId()
    await postSpans(stack.urls.otlpHttp, { 'service.name': 'app' }, [{ traceId, name: 'chat m', kind: 'CLIENT', attributes }])
    const [span] = await waitFor(() => fetchTrace(stack.urls.jaeger, traceId), { timeoutMs: 20_000, what: 'the trace in Jaeger' })
    expect(span?.attributes).toMatchObject({ 'tokenscope.sla.violation': 'time_to_first_token' })
  })
})

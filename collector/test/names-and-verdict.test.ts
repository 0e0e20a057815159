import { waitFor } from '@tokenscope/testing'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { fetchTrace } from './readers/jaeger.ts'
import { PREPARE_MS, stackMissing, startTestStack, type TestStack } from './stack/test-stack.ts'
import { newTraceId, type PlainSpan, postSpans } from './traffic/post-spans.ts'

type Attributes = Readonly<Record<string, string | number | boolean>>

const CALL = { 'gen_ai.operation.name': 'chat', 'gen_ai.provider.name': 'openai', 'gen_ai.request.model': 'm' }
const MET = { 'tokenscope.sla.verdict': 'met' }
const breached = (violation: string): Attributes => ({ 'tokenscope.sla.verdict': 'breached', 'tokenscope.sla.violation': violation })
/** What Jaeger adds. */
const ADDED = new Set(['span.kind', 'otel.scope.name', 'error', 'otel.status_code', 'otel.status_description'])

const missing = await stackMissing()

// Concurrent, because each span waits a second in the queue to Jaeger.
describe.skipIf(missing !== undefined)(`what the Collector makes of a span ${missing ?? ''}`, { concurrent: true }, () => {
  let stack: TestStack
  beforeAll(async () => {
    stack = await startTestStack({ components: ['collector', 'jaeger'], env: { TOKENSCOPE_SAMPLING_PERCENTAGE: '100' } })
  }, PREPARE_MS)
  afterAll(async () => {
    await stack?.shutdown()
  })

  /** The attributes with which a span comes to Jaeger. */
  async function stored(span: Omit<PlainSpan, 'traceId' | 'name'>): Promise<Attributes> {
    const traceId = newTraceId()
    expect(await postSpans(stack.urls.otlpHttp, { 'service.name': 'app' }, [{ traceId, name: 'chat m', ...span }])).toBe(200)
    const [found] = (await waitFor(() => fetchTrace(stack.urls.jaeger, traceId), { timeoutMs: 20_000, what: 'the trace in Jaeger' })) ?? []
    return Object.fromEntries(Object.entries(found?.attributes ?? {}).filter(([key]) => !ADDED.has(key))) as Attributes
  }

  it.each<[string, Attributes, Attributes]>([
    [
      'OpenTelemetry before 1.37',
      {
        'gen_ai.operation.name': 'chat',
        'gen_ai.system': 'az.ai.openai',
        'gen_ai.usage.prompt_tokens': 12,
        'gen_ai.usage.completion_tokens': 5,
        'gen_ai.openai.request.service_tier': 'auto',
      },
      {
        'gen_ai.operation.name': 'chat',
        'gen_ai.provider.name': 'azure.ai.openai',
        'gen_ai.usage.input_tokens': 12,
        'gen_ai.usage.output_tokens': 5,
        'openai.request.service_tier': 'auto',
        ...MET,
      },
    ],
    [
      'OpenLLMetry, whose prompts go',
      {
        'gen_ai.system': 'OpenAI',
        'llm.request.type': 'chat',
        'gen_ai.request.model': 'm',
        'llm.usage.prompt_tokens': 12,
        'llm.usage.completion_tokens': 5,
        'llm.is_streaming': true,
        'gen_ai.prompt.0.content': 'secret',
        'gen_ai.completion.0.content': 'secret',
        'gen_ai.completion.0.finish_reason': 'stop',
      },
      {
        'gen_ai.operation.name': 'chat',
        'gen_ai.provider.name': 'openai',
        'gen_ai.request.model': 'm',
        'gen_ai.usage.input_tokens': 12,
        'gen_ai.usage.output_tokens': 5,
        'gen_ai.request.stream': true,
        'gen_ai.response.finish_reasons': '["stop"]',
        ...MET,
      },
    ],
    [
      'OpenInference, whose prompts go',
      {
        'openinference.span.kind': 'LLM',
        'llm.provider': 'azure',
        'llm.system': 'openai',
        'llm.model_name': 'm',
        'llm.token_count.prompt': 12,
        'llm.token_count.completion': 5,
        'llm.token_count.prompt_details.cache_read': 3,
        'session.id': 's',
        'input.value': 'secret',
        'llm.output_messages.0.message.content': 'secret',
      },
      {
        'gen_ai.operation.name': 'chat',
        'gen_ai.provider.name': 'azure.ai.openai',
        'gen_ai.request.model': 'm',
        'gen_ai.usage.input_tokens': 12,
        'gen_ai.usage.output_tokens': 5,
        'gen_ai.usage.cache_read.input_tokens': 3,
        'gen_ai.conversation.id': 's',
        ...MET,
      },
    ],
  ])('names of %s become those of today', async (_, sent, expected) => {
    expect(await stored({ kind: 'CLIENT', attributes: sent })).toEqual(expected)
  })

  it('a name of today wins over an older one', async () => {
    const found = await stored({
      kind: 'CLIENT',
      attributes: { ...CALL, 'gen_ai.system': 'other', 'gen_ai.usage.input_tokens': 7, 'gen_ai.usage.prompt_tokens': 12 },
    })
    expect(found).toEqual({ ...CALL, 'gen_ai.usage.input_tokens': 7, ...MET })
  })

  it.each<[string, Omit<PlainSpan, 'traceId' | 'name'>, Attributes]>([
    ['3 s is met', { durationMs: 3000 }, MET],
    ['3.001 s breaches p95', { durationMs: 3001 }, breached('response_time_p95')],
    ['5 s breaches p95 only', { durationMs: 5000 }, breached('response_time_p95')],
    ['5.001 s breaches p99', { durationMs: 5001 }, breached('response_time_p99')],
    [
      'a first token after 1.5 s',
      { durationMs: 2000, attributes: { 'tokenscope.time_to_first_token': 1.5 } },
      breached('time_to_first_token'),
    ],
    [
      'a first chunk after 1.5 s, from another SDK',
      { attributes: { 'gen_ai.response.time_to_first_chunk': 1.5 } },
      breached('time_to_first_token'),
    ],
    ['an error', { status: { code: 'ERROR' } }, breached('error_rate')],
    ['too many requests', { attributes: { 'error.type': 'RateLimitError', 'http.response.status_code': 429 } }, breached('error_rate')],
    ['a fault of the caller has no verdict', { attributes: { 'error.type': 'BadRequestError', 'http.response.status_code': 400 } }, {}],
    ['a call given up has no verdict', { durationMs: 9000, attributes: { 'tokenscope.outcome': 'aborted' } }, {}],
    ['an earlier verdict stays', { durationMs: 9000, attributes: MET }, MET],
  ])('verdict: %s', async (_, span, expected) => {
    const found = await stored({ ...span, kind: 'CLIENT', attributes: { ...CALL, ...span.attributes } })
    expect(found).toEqual({ ...CALL, ...span.attributes, ...expected })
  })

  it('verdict: none for what is no call of a model', async () => {
    expect(await stored({ kind: 'SERVER', durationMs: 9000, attributes: { 'http.route': '/chat' } })).toEqual({ 'http.route': '/chat' })
    expect(await stored({ kind: 'CLIENT', durationMs: 9000, attributes: { 'gen_ai.operation.name': 'embeddings' } })).toEqual({
      'gen_ai.operation.name': 'embeddings',
    })
  })

  it('counts, ids and times are not taken for cards or telephone numbers', async () => {
    const attributes = {
      'gen_ai.usage.input_tokens': 4_111_111_111_111_111,
      'gen_ai.usage.output_tokens': 13_812_345_678,
      'gen_ai.response.id': 'chatcmpl-4111111111111111',
      'tokenscope.request_id': '4111111111111111',
      micros: '1732612345678901',
      nanos: '1732612345678901234',
      seconds: '1732612345.123456',
      ratio: '0.4123456789012345',
      requestId: 'req_4111111111111111',
      uuid: '3f2504e0-4f89-11d3-9a0c-0305e82c3301',
      traceparent: '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01',
      gpu: 'GPU-5d4c3b2a-1111-2222-3333-444455556666',
      module: 'node_modules/openai@7.57.0/index.js',
      words: 'bearer of basic information on task-force-of-a-long-name',
      time: '2026-11-26T12:00:00.123456789Z',
    }
    expect(await stored({ attributes })).toEqual(attributes)
  })

  it.each([
    ['13812345678', '****'],
    ['call +86 138-1234-5678 now', 'call**** now'],
    ['+14155552671', '****'],
    ['(415) 555-2671', '****'],
    ['6222021234567890123', '****'],
    ['378282246310005', '****'],
    ['paid with 4111-1111-1111-1111.', 'paid with****.'],
    ['jane.doe@example.com', '****'],
    ['sk-ant-api03-Abcdefghijklmnop0123', '****'],
    ['https://me:hunter2@example.com/x', 'https****example.com/x'],
    ['{"api_key": "abc123"}', '{"****"}'],
  ])('%s becomes %s', async (text, masked) => {
    expect(await stored({ attributes: { note: text } })).toEqual({ note: masked })
  })
})

import { waitFor } from '@tokenscope/testing'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { fetchTrace, type JaegerSpan } from './readers/jaeger.ts'
import { PREPARE_MS, stackMissing, startTestStack, type TestStack } from './stack/test-stack.ts'
import { newTraceId, postSpans } from './traffic/post-spans.ts'

const CONTENT = {
  'gen_ai.input.messages': '[{"role":"user","parts":[{"type":"text","content":"Write to jane.doe@example.com"}]}]',
  'gen_ai.prompt.0.content': 'Write to jane.doe@example.com',
  'input.value': 'Write to jane.doe@example.com',
  'ai.prompt.messages': 'Write to jane.doe@example.com',
  'genkit:input': 'Write to jane.doe@example.com',
  'ai.model.id': 'gpt-4o',
}
const missing = await stackMissing()

describe.skipIf(missing !== undefined).each([
  ['mask', { 'gen_ai.input.messages': '****', 'ai.model.id': 'gpt-4o' }, {}],
  [
    'keep',
    {
      'gen_ai.input.messages': '[{"role":"user","parts":[{"type":"text","content":"Write to ****"}]}]',
      'gen_ai.prompt.0.content': 'Write to ****',
      'input.value': 'Write to ****',
      'ai.prompt.messages': 'Write to ****',
      'genkit:input': 'Write to ****',
      'ai.model.id': 'gpt-4o',
    },
    { 'gen_ai.prompt': 'Write to ****' },
  ],
])(`prompts with TOKENSCOPE_CONTENT=%s ${missing ?? ''}`, (choice, onSpan, onEvent) => {
  let stack: TestStack
  let span: JaegerSpan
  beforeAll(async () => {
    const env = { TOKENSCOPE_CONTENT: choice, TOKENSCOPE_SAMPLING_PERCENTAGE: '100' }
    stack = await startTestStack({ components: ['collector', 'jaeger'], env })
    const traceId = newTraceId()
    const events = [
      { name: 'gen_ai.content.prompt', attributes: { 'gen_ai.prompt': 'Write to jane.doe@example.com' } },
      { name: 'tokenscope.first_token', attributes: { 'tokenscope.chunk.kind': 'text' } },
    ]
    await postSpans(stack.urls.otlpHttp, { 'service.name': 'app' }, [{ traceId, name: 'chat', attributes: CONTENT, events }])
    const spans = await waitFor(() => fetchTrace(stack.urls.jaeger, traceId), { timeoutMs: 20_000, what: 'the trace in Jaeger' })
    span = spans[0]!
  }, PREPARE_MS)
  afterAll(async () => {
    await stack?.shutdown()
  })

  it('on the span are what the operator allows, mail addresses masked in either case', () => {
    const { 'span.kind': _kind, 'otel.scope.name': _scope, ...attributes } = span.attributes
    expect(attributes).toEqual(onSpan)
  })

  it('on events too, and the token time line is whole', () => {
    expect(span.events.map(({ name, attributes }) => [name, attributes])).toEqual([
      ['gen_ai.content.prompt', onEvent],
      ['tokenscope.first_token', { 'tokenscope.chunk.kind': 'text' }],
    ])
  })
})

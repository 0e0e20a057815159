import { inMemoryTelemetry, startFakeOpenAI } from '@tokenscope/testing'
import { describe, expect, it } from 'vitest'
import { instrumentOpenAI } from '../src/index.ts'
import { CLIENTS } from './identity/clients.ts'

describe.each(CLIENTS.filter(({ major }) => major >= 5))('a helper of $label that throws over the answer', (kind) => {
  it('still leaves the usage and the finish reason of that answer on the span', async () => {
    await using server = await startFakeOpenAI({
      script: { text: '{"a":', finishReason: 'length', usageCounts: { promptTokens: 11, completionTokens: 3 } },
    })
    const { tracerProvider, meterProvider, spans } = inMemoryTelemetry()
    const { OpenAI } = await kind.load()
    const client = instrumentOpenAI(new OpenAI({ apiKey: 'x', baseURL: server.url }), { tracerProvider, meterProvider })
    const format = { type: 'json_schema', json_schema: { name: 'a', schema: { type: 'object' }, strict: true } } as const
    const call = client.chat.completions.parse({ model: 'm', messages: [{ role: 'user', content: 'x' }], response_format: format as never })
    await expect(call).rejects.toThrow(/length/)
    expect(spans().map(({ attributes }) => attributes)).toMatchObject([
      {
        'error.type': 'LengthFinishReasonError',
        'gen_ai.response.finish_reasons': ['length'],
        'gen_ai.usage.input_tokens': 11,
        'gen_ai.usage.output_tokens': 3,
      },
    ])
  })
})

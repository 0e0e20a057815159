import { instrumentOpenAI } from '@tokenscope/openai'
import { inMemoryTelemetry, startFakeOpenAI } from '@tokenscope/testing'
import OpenAI from 'openai'
import { expect, it } from 'vitest'

it('a call has its cost as an attribute and as a metric, by the prices that the application gives', async () => {
  const telemetry = inMemoryTelemetry()
  const usageCounts = { promptTokens: 1_000, cachedTokens: 400, completionTokens: 100, reasoningTokens: 20 }
  const server = await startFakeOpenAI({ script: { usageCounts, model: 'example-large-2026' } })
  const { tracerProvider, meterProvider } = telemetry
  const options = { tracerProvider, meterProvider }
  const openai = new OpenAI({ apiKey: 'none', baseURL: server.url })

  // #region prices
  // US dollars for a million tokens. A * at the end stands for the rest of the name.
  const prices = {
    'example-large*': { inputPerMillion: 2.5, cacheReadPerMillion: 0.25, outputPerMillion: 10, reasoningPerMillion: 10 },
  }
  const client = instrumentOpenAI(openai, { ...options, prices })
  // #endregion
  await client.chat.completions.create({ model: 'example-large', messages: [{ role: 'user', content: 'Hello' }] })

  const expected = (600 * 2.5 + 400 * 0.25 + 100 * 10) / 1_000_000
  const [span] = telemetry.spans()
  expect(span?.attributes).toMatchObject({ 'tokenscope.cost': expected, 'tokenscope.cost.currency': 'USD' })
  const rows = (await telemetry.metrics()).filter(({ name }) => name === 'tokenscope.client.cost')
  // Nothing that a caller makes up: a series for each model and server, and no more.
  expect(rows).toMatchObject([
    {
      value: expected,
      unit: '{USD}',
      attributes: {
        'gen_ai.operation.name': 'chat',
        'gen_ai.provider.name': expect.any(String),
        'gen_ai.request.model': 'example-large',
        'server.address': '127.0.0.1',
        'server.port': server.port,
      },
    },
  ])
  expect(Object.keys(rows[0]?.attributes ?? {})).toHaveLength(5)
  await telemetry.shutdown()
  await server.close()
})

import { inMemoryTelemetry, startFakeOpenAI } from '@tokenscope/testing'
import OpenAI from 'openai'
import { expect, it } from 'vitest'
import { instrumentOpenAI } from '../src/index.ts'

it('a stream that cannot be observed is read as usual, and its span ends', async () => {
  await using server = await startFakeOpenAI({ script: { text: 'one two' } })
  const { tracerProvider, meterProvider, spans } = inMemoryTelemetry()
  const client = new OpenAI({ apiKey: 'x', baseURL: server.url })
  const create = client.responses.create.bind(client.responses) as (...args: unknown[]) => object
  // A layer under ours hands out streams whose iterator may not be replaced.
  Object.defineProperty(client.responses, 'create', {
    configurable: true,
    writable: true,
    value: (...args: unknown[]) => {
      const promise = create(...args) as { _thenUnwrap(transform: (stream: object) => object): object }
      return promise._thenUnwrap((stream) => Object.freeze(stream))
    },
  })
  instrumentOpenAI(client, { tracerProvider, meterProvider })
  let events = 0
  for await (const _event of await client.responses.create({ model: 'm', input: 'x', stream: true })) events++
  expect(events).toBeGreaterThan(2)
  expect(spans().map(({ attributes }) => attributes['tokenscope.outcome'])).toEqual(['completed'])
})

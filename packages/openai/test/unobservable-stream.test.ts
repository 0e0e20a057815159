import { inMemoryTelemetry, startFakeOpenAI } from '@tokenscope/testing'
import OpenAI from 'openai'
import { expect, it } from 'vitest'
import { instrumentOpenAI } from '../src/index.ts'

type Streaming = { iterator: () => AsyncIterator<unknown> }

/** A stream that a layer under ours has changed, read to its end: how many events came, and how its span ended. */
async function read(change: (stream: Streaming) => object) {
  await using server = await startFakeOpenAI({ script: { text: 'one two' } })
  const { tracerProvider, meterProvider, spans } = inMemoryTelemetry()
  const client = new OpenAI({ apiKey: 'x', baseURL: server.url })
  const create = client.responses.create.bind(client.responses) as (...args: unknown[]) => object
  Object.defineProperty(client.responses, 'create', {
    configurable: true,
    writable: true,
    value: (...args: unknown[]) =>
      (create(...args) as { _thenUnwrap(transform: (stream: Streaming) => object): object })._thenUnwrap(change),
  })
  instrumentOpenAI(client, { tracerProvider, meterProvider })
  const events: unknown[] = []
  for await (const event of await client.responses.create({ model: 'm', input: 'x', stream: true })) events.push(event)
  return { events: events.length, outcomes: spans().map(({ attributes }) => attributes['tokenscope.outcome']) }
}

it('a stream that cannot be observed is read as usual, and its span ends', async () => {
  const { events, outcomes } = await read((stream) => Object.freeze(stream))
  expect(events).toBeGreaterThan(2)
  expect(outcomes).toEqual(['completed'])
})

it('so is a stream whose iterator cannot be observed', async () => {
  const { events, outcomes } = await read((stream) => {
    const { iterator } = stream
    stream.iterator = () => Object.freeze(iterator.call(stream))
    return stream
  })
  expect(events).toBeGreaterThan(2)
  expect(outcomes).toEqual(['completed'])
})

it('an iterator that answers without a promise, as `for await` allows, is read as usual, and its span ends', async () => {
  const { events, outcomes } = await read((stream) => {
    let left = 3
    const next = () => (left-- > 0 ? { value: { type: 'x' }, done: false } : { value: undefined, done: true })
    stream.iterator = () => ({ next }) as unknown as AsyncIterator<unknown>
    return stream
  })
  expect(events).toBe(3)
  expect(outcomes).toEqual(['completed'])
})

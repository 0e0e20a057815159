import OpenAI from 'openai'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { controlledStream, type FakeOpenAI, startFakeOpenAI } from '../../src/index.ts'

let server: FakeOpenAI
let client: OpenAI
beforeEach(async () => {
  server = await startFakeOpenAI()
  client = new OpenAI({ apiKey: 'test', baseURL: server.url, maxRetries: 0 })
})
afterEach(() => server.close())

const open = () => client.chat.completions.create({ model: 'm', messages: [], stream: true })

it('a chunk comes when it is pushed and not before, and the stream ends when it is told to', async () => {
  const control = controlledStream()
  server.enqueue(control)
  const stream = (await open())[Symbol.asyncIterator]()
  expect((await control.opened).path).toBe('/v1/chat/completions')
  const first = stream.next()
  let isThere = false
  void first.then(() => (isThere = true))
  // A whole request and answer later it would have arrived.
  await client.models.list()
  expect(isThere).toBe(false)
  control.push('one')
  expect((await first).value.choices[0].delta).toEqual({ content: 'one' })
  control.push({ custom: true })
  expect((await stream.next()).value).toEqual({ custom: true })
  control.end('length', { total_tokens: 3 })
  expect((await stream.next()).value.choices[0].finish_reason).toBe('length')
  expect((await stream.next()).value.usage).toEqual({ total_tokens: 3 })
  expect((await stream.next()).done).toBe(true)
  expect(await control.closed).toBe('ended')
})

it('tells that the client has gone, even while nothing is pushed', async () => {
  const control = controlledStream()
  server.enqueue(control)
  control.push('one')
  for await (const _ of await open()) break
  expect(await control.closed).toBe('client')
  expect(server.requests[0]?.aborted).toBe(true)
})

it('gives its slot back when the client has gone', async () => {
  await server.close()
  server = await startFakeOpenAI({ maxConcurrent: 1 })
  const impatient = new OpenAI({ apiKey: 'test', baseURL: server.url, maxRetries: 0 })
  const control = controlledStream()
  server.enqueue(control, { text: 'next' })
  const leaving = new AbortController()
  await impatient.chat.completions.create({ model: 'm', messages: [], stream: true }, { signal: leaving.signal })
  leaving.abort()
  expect(await control.closed).toBe('client')
  const { choices } = await impatient.chat.completions.create({ model: 'm', messages: [] })
  expect(choices[0]?.message.content).toBe('next')
})

it('can fail under way', async () => {
  const control = controlledStream()
  server.enqueue(control)
  control.push('one')
  control.fail({ message: 'broken' })
  const stream = (await open())[Symbol.asyncIterator]()
  await stream.next()
  await expect(stream.next()).rejects.toThrow('broken')
})

it('can break the connection after what was pushed', async () => {
  const control = controlledStream()
  server.enqueue(control)
  control.push('one')
  control.cut()
  const stream = (await open())[Symbol.asyncIterator]()
  expect((await stream.next()).value.choices[0].delta.content).toBe('one')
  await expect(stream.next()).rejects.toThrow('terminated')
  expect(await control.closed).toBe('ended')
})

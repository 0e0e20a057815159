import OpenAI, { AzureOpenAI, toFile } from 'openai'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { type FakeOpenAI, startFakeOpenAI } from '../../src/index.ts'

let server: FakeOpenAI
let client: OpenAI
beforeEach(async () => {
  server = await startFakeOpenAI()
  client = new OpenAI({ apiKey: 'test', baseURL: server.url, maxRetries: 0 })
})
afterEach(() => server.close())

const upload = () => toFile(Buffer.from('sound'), 'speech.wav')

it('embeddings come as the client asks: base64 by itself, floats when told, the same numbers', async () => {
  const input = ['one two', 'three']
  const decoded = await client.embeddings.create({ model: 'e', input, dimensions: 4 })
  const floats = await client.embeddings.create({ model: 'e', input, dimensions: 4, encoding_format: 'float' })
  expect(server.requests.map(({ body }) => body.encoding_format)).toEqual(['base64', 'float'])
  expect(decoded.data.map(({ embedding }) => embedding.length)).toEqual([4, 4])
  expect(floats.data).toEqual(decoded.data)
  const raw = await fetch(`${server.url}/embeddings`, { method: 'POST', body: '{"input":"x","dimensions":4,"encoding_format":"base64"}' })
  expect(await raw.json()).toMatchObject({ data: [{ embedding: expect.stringMatching(/^[A-Za-z0-9+/]{22}==$/) }] })
  expect(floats.usage).toEqual({ prompt_tokens: 3, total_tokens: 3 })
})

it('legacy completions answer, streamed too, with usage when it is asked for', async () => {
  server.enqueue({ text: 'a b' }, { text: 'a b' })
  const completion = await client.completions.create({ model: 'm', prompt: 'x' })
  expect(completion).toMatchObject({
    object: 'text_completion',
    choices: [{ text: 'a b', finish_reason: 'stop' }],
    usage: { total_tokens: 3 },
  })
  const seen: unknown[] = []
  const stream = await client.completions.create({ model: 'm', prompt: 'x', stream: true, stream_options: { include_usage: true } })
  for await (const { choices, usage } of stream) seen.push(choices[0] ? [choices[0].text, choices[0].finish_reason] : usage?.total_tokens)
  expect(seen).toEqual([['a', null], [' b', null], ['', 'stop'], 3])
})

it('images are made, edited and varied, streamed with partial ones', async () => {
  expect((await client.images.generate({ model: 'i', prompt: 'a cat', n: 2 })).data).toHaveLength(2)
  expect(await client.images.generate({ model: 'i', prompt: 'a cat', response_format: 'url' })).toMatchObject({
    data: [{ url: 'https://images.example/0.png' }],
    usage: { input_tokens: 2, output_tokens: 16 },
  })
  expect((await client.images.edit({ model: 'i', prompt: 'x', image: await upload() })).data).toHaveLength(1)
  expect((await client.images.createVariation({ image: await upload() })).data).toHaveLength(1)
  const types: string[] = []
  for await (const { type } of await client.images.generate({ model: 'i', prompt: 'x', stream: true, partial_images: 2 })) types.push(type)
  const edits = await client.images.edit({ model: 'i', prompt: 'x', image: await upload(), stream: true })
  for await (const { type } of edits) types.push(type)
  expect(types).toEqual([
    'image_generation.partial_image',
    'image_generation.partial_image',
    'image_generation.completed',
    'image_edit.completed',
  ])
})

it('speech is bytes, or events', async () => {
  const speech = await client.audio.speech.create({ model: 's', voice: 'alloy', input: 'hi' })
  expect(speech.headers.get('content-type')).toBe('audio/mpeg')
  expect((await speech.arrayBuffer()).byteLength).toBe(64)
  const events = await client.audio.speech.create({ model: 's', voice: 'alloy', input: 'hi', stream_format: 'sse' })
  expect((await events.text()).match(/speech\.audio\.\w+/g)).toEqual([
    'speech.audio.delta',
    'speech.audio.delta',
    'speech.audio.delta',
    'speech.audio.done',
  ])
})

it('transcriptions and translations of an uploaded file answer as JSON, text and events', async () => {
  server.enqueue({ text: 'heard you' }, { text: 'heard you' }, { text: 'heard you' }, { text: 'understood' })
  const file = await upload()
  expect(await client.audio.transcriptions.create({ model: 'w', file })).toMatchObject({ text: 'heard you', usage: { output_tokens: 2 } })
  expect(await client.audio.transcriptions.create({ model: 'w', file, response_format: 'text' })).toBe('heard you')
  const events: unknown[] = []
  for await (const event of await client.audio.transcriptions.create({ model: 'w', file, stream: true })) events.push(event)
  expect(events).toMatchObject([
    { type: 'transcript.text.delta', delta: 'heard' },
    { type: 'transcript.text.delta', delta: ' you' },
    { type: 'transcript.text.done', text: 'heard you', usage: { output_tokens: 2 } },
  ])
  expect((await client.audio.translations.create({ model: 'w', file })).text).toBe('understood')
  expect(server.requests[0]?.body).toEqual({ model: 'w', file: { file: 'speech.wav', bytes: 5 } })
})

it('moderations judge every input', async () => {
  const { results } = await client.moderations.create({ input: ['a', 'b'] })
  expect(results.map(({ flagged, categories }) => [flagged, categories.violence])).toEqual([
    [false, false],
    [false, false],
  ])
})

it('models are listed page by page and read one by one', async () => {
  const ids: string[] = []
  for await (const model of client.models.list()) ids.push(model.id)
  expect(ids).toEqual(['gpt-4o-mini', 'gpt-4o', 'text-embedding-3-small', 'whisper-1'])
  expect(await client.models.retrieve('Qwen/Qwen3')).toMatchObject({ id: 'Qwen/Qwen3', object: 'model' })
})

it('files are uploaded, listed, read and deleted', async () => {
  const file = await client.files.create({ file: await upload(), purpose: 'assistants' })
  expect(file).toMatchObject({ object: 'file', bytes: 5, filename: 'speech.wav', purpose: 'assistants' })
  expect((await client.files.list()).data.map(({ id }) => id)).toEqual([file.id])
  expect((await client.files.retrieve(file.id)).id).toBe(file.id)
  expect(await client.files.delete(file.id)).toEqual({ id: file.id, object: 'file', deleted: true })
})

it('any other call is answered with something that has an id', async () => {
  expect(await client.fineTuning.jobs.create({ model: 'm', training_file: 'f' })).toMatchObject({ id: 'job_fake' })
  expect(await client.vectorStores.retrieve('vs_1')).toMatchObject({ id: 'vs_1', object: 'vector_store' })
  expect((await client.batches.list()).data).toEqual([])
})

it('paths in the form of Azure are the same, the deployment being the model', async () => {
  const azure = new AzureOpenAI({
    apiKey: 'k',
    endpoint: new URL(server.url).origin,
    apiVersion: '2026-01-01',
    deployment: 'my deployment',
  })
  const { model } = await azure.chat.completions.create({ model: '', messages: [] })
  expect([model, server.requests[0]?.path]).toEqual(['', '/openai/deployments/my%20deployment/chat/completions?api-version=2026-01-01'])
  const answer = await fetch(new URL(server.requests[0]!.path, server.url), { method: 'POST', body: '{}' })
  expect(await answer.json()).toMatchObject({ object: 'chat.completion', model: 'my deployment' })
})

it('health is there, and is no request of the API', async () => {
  const answer = await fetch(new URL('/health', server.url))
  expect([answer.status, await answer.json(), server.requests.length]).toEqual([200, { status: 'ok' }, 0])
})

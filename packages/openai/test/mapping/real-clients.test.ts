import { type ReadableSpan, type SpanProcessor, TracerProvider } from '@opentelemetry/sdk-trace'
import { OpenAI as OpenAI4 } from 'openai4'
import { OpenAI as OpenAI5 } from 'openai5'
import { OpenAI as OpenAI6 } from 'openai6'
import { OpenAI as OpenAI7 } from 'openai7'
import { describe, expect, it } from 'vitest'
import { instrumentOpenAI } from '../../src/index.ts'

/** One call of the real client against a canned answer, and what its span must say. */
interface Case {
  readonly call: (client: OpenAI7) => PromiseLike<unknown>
  /** An object is JSON, a list the events of a stream, a text a plain body. */
  readonly answer: unknown
  readonly name: string
  readonly attributes: Record<string, unknown>
  readonly since?: number
}

const USAGE = { prompt_tokens: 3, completion_tokens: 2, total_tokens: 5 }
const RESPONSE = {
  id: 'resp_1',
  object: 'response',
  model: 'm-2',
  status: 'completed',
  output: [],
  usage: { input_tokens: 3, output_tokens: 2 },
}
const file = () => new File(['RIFF'], 'a.wav')

const CASES: Readonly<Record<string, Case>> = {
  'chat.completions.create': {
    call: (client) => client.chat.completions.create({ model: 'm', messages: [], temperature: 0 }),
    answer: {
      id: 'c',
      model: 'm-2',
      choices: [{ index: 0, message: { role: 'assistant', content: 'x' }, finish_reason: 'stop' }],
      usage: USAGE,
    },
    name: 'chat m',
    attributes: { 'gen_ai.request.temperature': 0, 'gen_ai.response.finish_reasons': ['stop'], 'gen_ai.usage.output_tokens': 2 },
  },
  'chat.completions.create, streamed': {
    call: (client) => client.chat.completions.create({ model: 'm', messages: [], stream: true }).then(read),
    answer: [
      { id: 'c', model: 'm-2', choices: [{ index: 0, delta: { content: 'x' }, finish_reason: null }] },
      { id: 'c', model: 'm-2', choices: [{ index: 0, delta: {}, finish_reason: 'length' }] },
      { id: 'c', model: 'm-2', choices: [], usage: USAGE },
    ],
    name: 'chat m',
    attributes: { 'gen_ai.request.stream': true, 'gen_ai.response.finish_reasons': ['length'], 'gen_ai.usage.output_tokens': 2 },
  },
  'completions.create, streamed': {
    call: (client) => client.completions.create({ model: 'm', prompt: 'x', stream: true }).then(read),
    answer: [{ id: 'c', model: 'm-2', choices: [{ index: 0, text: 'x', finish_reason: 'stop' }], usage: USAGE }],
    name: 'text_completion m',
    attributes: { 'gen_ai.response.finish_reasons': ['stop'], 'gen_ai.usage.input_tokens': 3 },
  },
  'responses.create': {
    call: (client) => client.responses.create({ model: 'm', input: 'x' }),
    answer: RESPONSE,
    name: 'chat m',
    attributes: { 'openai.api.type': 'responses', 'gen_ai.response.id': 'resp_1', 'gen_ai.response.finish_reasons': ['stop'] },
  },
  'responses.create, streamed': {
    call: (client) => client.responses.create({ model: 'm', input: 'x', stream: true }).then(read),
    answer: [
      { type: 'response.created', response: { ...RESPONSE, status: 'in_progress' } },
      { type: 'response.output_text.delta', output_index: 0, delta: 'x' },
      { type: 'response.completed', response: RESPONSE },
    ],
    name: 'chat m',
    attributes: {
      'gen_ai.response.id': 'resp_1',
      'gen_ai.response.finish_reasons': ['stop'],
      'gen_ai.usage.output_tokens': 2,
      'tokenscope.chunk.count': 3,
    },
  },
  'responses.retrieve': {
    call: (client) => client.responses.retrieve('resp_1'),
    answer: { ...RESPONSE, status: 'queued' },
    name: 'fetch_response',
    attributes: { 'gen_ai.response.id': 'resp_1', 'gen_ai.response.status': 'queued' },
  },
  'responses.retrieve, streamed': {
    call: (client) => client.responses.retrieve('resp_1', { stream: true, starting_after: 4 }).then(read),
    answer: [{ type: 'response.completed', response: RESPONSE }],
    name: 'fetch_response',
    attributes: { 'gen_ai.request.stream_cursor': '4', 'gen_ai.response.status': 'completed', 'tokenscope.chunk.count': 1 },
    since: 5,
  },
  'beta.responses.create': {
    call: (client) => client.beta.responses.create({ model: 'm', input: 'x' }),
    answer: RESPONSE,
    name: 'chat m',
    attributes: { 'gen_ai.response.id': 'resp_1' },
    since: 6,
  },
  'embeddings.create': {
    call: (client) => client.embeddings.create({ model: 'm', input: 'x' }),
    answer: { object: 'list', model: 'm-2', data: [{ index: 0, embedding: 'AACAPw==' }], usage: { prompt_tokens: 3, total_tokens: 3 } },
    name: 'embeddings m',
    attributes: { 'gen_ai.usage.input_tokens': 3, 'gen_ai.request.encoding_formats': undefined },
  },
  'images.generate': {
    call: (client) => client.images.generate({ model: 'm', prompt: 'x' }),
    answer: {
      created: 1,
      data: [{ b64_json: 'AA' }],
      usage: { input_tokens: 3, output_tokens: 9, input_tokens_details: { image_tokens: 0, text_tokens: 3 } },
    },
    name: 'image_generation m',
    attributes: { 'gen_ai.output.type': 'image', 'gen_ai.usage.image.input_tokens': 0 },
  },
  'images.edit, streamed': {
    call: (client) => client.images.edit({ model: 'm', prompt: 'x', image: file(), stream: true }).then(read),
    answer: [
      { type: 'image_edit.partial_image', b64_json: 'AA' },
      { type: 'image_edit.completed', b64_json: 'AA', usage: { input_tokens: 3, output_tokens: 9 } },
    ],
    name: 'image_generation m',
    attributes: { 'gen_ai.usage.output_tokens': 9, 'tokenscope.chunk.count': 2, 'tokenscope.outcome': 'completed' },
    since: 5,
  },
  'audio.speech.create': {
    call: (client) => client.audio.speech.create({ model: 'm', input: 'x', voice: 'alloy' }),
    answer: 'RIFF',
    name: 'speech m',
    attributes: { 'gen_ai.output.type': 'speech' },
  },
  'audio.transcriptions.create': {
    call: (client) => client.audio.transcriptions.create({ model: 'm', file: file() }),
    answer: { text: 'x', usage: { type: 'duration', seconds: 3 } },
    name: 'transcription m',
    attributes: { 'tokenscope.audio.duration': 3 },
  },
  'audio.transcriptions.create, as text': {
    call: (client) => client.audio.transcriptions.create({ model: 'm', file: file(), response_format: 'text' }),
    answer: 'hello',
    name: 'transcription m',
    attributes: { 'tokenscope.outcome': 'completed' },
  },
  'audio.transcriptions.create, streamed': {
    call: (client) => client.audio.transcriptions.create({ model: 'm', file: file(), stream: true }).then(read),
    answer: [
      { type: 'transcript.text.delta', delta: 'x' },
      { type: 'transcript.text.done', text: 'x', usage: { type: 'tokens', input_tokens: 3, output_tokens: 2 } },
    ],
    name: 'transcription m',
    attributes: { 'gen_ai.usage.output_tokens': 2, 'tokenscope.chunk.count': 2, 'tokenscope.outcome': 'completed' },
  },
  'audio.translations.create': {
    call: (client) => client.audio.translations.create({ model: 'm', file: file() }),
    answer: { text: 'x' },
    name: 'translation m',
    attributes: { 'tokenscope.outcome': 'completed' },
  },
  'moderations.create': {
    call: (client) => client.moderations.create({ model: 'm', input: 'x' }),
    answer: { id: 'modr-1', model: 'm-2', results: [] },
    name: 'moderation m',
    attributes: { 'gen_ai.response.model': 'm-2' },
  },
}

const MAJORS = { 4: OpenAI4, 5: OpenAI5, 6: OpenAI6, 7: OpenAI7 } as unknown as Record<string, typeof OpenAI7>

describe.each(Object.keys(MAJORS))('with openai %s', (major) => {
  const cases = Object.entries(CASES).filter(([, { since = 4 }]) => Number(major) >= since)

  it.each(cases)('%s is one span that tells what was asked and answered', async (_, { call, answer, name, attributes }) => {
    const spans: ReadableSpan[] = []
    const processor: SpanProcessor = {
      onStart: () => undefined,
      onEnd: (span) => void spans.push(span),
      forceFlush: async () => undefined,
      shutdown: async () => undefined,
    }
    const Client = MAJORS[major] as typeof OpenAI7
    const client = new Client({ apiKey: 'x', maxRetries: 0, fetch: async () => respond(answer) })
    instrumentOpenAI(client, { tracerProvider: new TracerProvider({ spanProcessors: [processor] }) })
    await call(client)
    expect(spans.map((span) => span.name)).toEqual([name])
    const told = spans[0]?.attributes ?? {}
    expect(Object.fromEntries(Object.keys(attributes).map((key) => [key, told[key]]))).toEqual(attributes)
  })
})

async function read(stream: AsyncIterable<unknown>): Promise<void> {
  for await (const _ of stream);
}

function respond(answer: unknown): Response {
  if (typeof answer === 'string') return new Response(answer, { headers: { 'content-type': 'text/plain' } })
  if (!Array.isArray(answer)) return Response.json(answer)
  const events = answer.map((event) => `data: ${JSON.stringify(event)}\n\n`)
  return new Response(`${events.join('')}data: [DONE]\n\n`, { headers: { 'content-type': 'text/event-stream' } })
}

import { outcome } from './observe-both.ts'
import { type IdentityCase, messages, params, readAll, STREAM, streamed } from './stories.ts'

const JSON_FORMAT = { type: 'json_schema', json_schema: { name: 'answer', schema: { type: 'object' }, strict: true } } as const
const TOOL = {
  type: 'function' as const,
  function: { name: 'weather', parameters: { type: 'object', properties: {} }, parse: JSON.parse, function: () => 'sunny' },
}

/** Helpers and other methods of the client. */
export const METHOD_CASES: Readonly<Record<string, IdentityCase>> = {
  'chat.completions.parse() with structured output': {
    since: 5,
    scripts: [{ text: '{"a":1}' }],
    story: async ({ client }) => (await client.chat.completions.parse({ ...params, response_format: JSON_FORMAT as never })).choices,
    outcomes: ['completed'],
  },
  'beta.chat.completions.parse() of openai 4': {
    scripts: [{ text: '{"a":1}' }],
    story: async ({ client, major }) => {
      const beta = client.beta as unknown as { chat: { completions: typeof client.chat.completions } }
      const { parse } = major === 4 ? beta.chat.completions : client.chat.completions
      return (
        await parse.call(major === 4 ? beta.chat.completions : client.chat.completions, {
          ...params,
          response_format: JSON_FORMAT as never,
        })
      ).choices
    },
    outcomes: ['completed'],
  },
  'parse() whose answer was cut': {
    since: 5,
    scripts: [{ text: '{"a":', finishReason: 'length' }],
    story: ({ client }) => outcome(() => client.chat.completions.parse({ ...params, response_format: JSON_FORMAT as never })),
    outcomes: ['error'],
    errorType: 'LengthFinishReasonError',
  },
  'the stream() helper and its events': {
    since: 5,
    scripts: [STREAM],
    story: async ({ client }) => {
      const events: string[] = []
      const helper = client.chat.completions.stream(params)
      helper.on('content', (delta) => events.push(delta))
      const final = await helper.finalChatCompletion()
      return [events, final.choices]
    },
    outcomes: ['completed'],
  },
  'the stream() helper, aborted': {
    since: 5,
    scripts: [{ ...STREAM, endless: true, gapMs: 1 }],
    story: async ({ client }) => {
      const helper = client.chat.completions.stream(params)
      let count = 0
      helper.on('chunk', () => {
        if (++count === 3) helper.abort()
      })
      return ((await outcome(() => helper.done())) as { class: string }).class
    },
    outcomes: ['aborted'],
  },
  'runTools, not streamed': {
    since: 5,
    scripts: [{ toolCalls: [{ name: 'weather' }] }, { text: 'it is sunny' }],
    story: async ({ client }) => client.chat.completions.runTools({ ...params, tools: [TOOL as never] }).finalContent(),
    outcomes: ['completed', 'completed'],
  },
  'runTools, streamed': {
    since: 5,
    scripts: [{ toolCalls: [{ name: 'weather' }] }, { text: 'it is sunny' }],
    story: async ({ client }) => client.chat.completions.runTools({ ...streamed, tools: [TOOL as never] }).finalContent(),
    outcomes: ['completed', 'completed'],
  },
  'responses.create': { story: ({ client }) => client.responses.create({ model: 'gpt-test', input: 'hello' }), outcomes: ['completed'] },
  'responses.create, streamed': {
    scripts: [STREAM],
    story: async ({ client }) => readAll(await client.responses.create({ model: 'gpt-test', input: 'hello', stream: true })),
    outcomes: ['completed'],
  },
  'responses.create that failed inside an ordinary stream': {
    scripts: [{ ...STREAM, outcome: 'failed' }],
    story: async ({ client }) => readAll(await client.responses.create({ model: 'gpt-test', input: 'hello', stream: true })),
    outcomes: ['error'],
    errorType: /./,
  },
  'the responses.stream() helper': {
    scripts: [STREAM],
    story: async ({ client }) => (await client.responses.stream({ model: 'gpt-test', input: 'hello' }).finalResponse()).output_text,
    outcomes: ['completed'],
  },
  'responses.parse()': {
    scripts: [{ text: '{"a":1}' }],
    story: async ({ client }) => (await client.responses.parse({ model: 'gpt-test', input: 'hello' })).output_text,
    outcomes: ['completed'],
  },
  'embeddings as floats': { story: ({ client }) => client.embeddings.create({ model: 'embed', input: 'hello' }), outcomes: ['completed'] },
  'embeddings as base64': {
    story: ({ client }) => client.embeddings.create({ model: 'embed', input: 'hello', encoding_format: 'base64' }),
    outcomes: ['completed'],
  },
  'legacy completions': {
    story: ({ client }) => client.completions.create({ model: 'instruct', prompt: 'hello' }),
    outcomes: ['completed'],
  },
  'legacy completions, streamed': {
    scripts: [STREAM],
    story: async ({ client }) => readAll(await client.completions.create({ model: 'instruct', prompt: 'hello', stream: true })),
    outcomes: ['completed'],
  },
  'moderations.create': { story: ({ client }) => client.moderations.create({ input: 'hello' }), outcomes: ['completed'] },
  'images.generate': { story: ({ client }) => client.images.generate({ prompt: 'a cat', model: 'image' }), outcomes: ['completed'] },
  'audio.speech.create, whose body stays unread': {
    story: async ({ client }) => {
      const response = await client.audio.speech.create({ model: 'tts', input: 'hello', voice: 'alloy' })
      return [response.bodyUsed, (await response.arrayBuffer()).byteLength > 0]
    },
    outcomes: ['completed'],
  },
  'audio.transcriptions.create': {
    story: ({ client }) => client.audio.transcriptions.create({ model: 'whisper', file: new File(['abc'], 'a.wav') }),
    outcomes: ['completed'],
  },
  'pages of models.list()': {
    story: async ({ client }) => {
      const page = await client.models.list()
      return [page.constructor.name, Object.keys(page).sort(), page.data, page.hasNextPage()]
    },
    outcomes: ['completed'],
  },
  'for await over models.list()': { story: async ({ client }) => readAll(client.models.list()), outcomes: ['completed'] },
  'models.list().withResponse()': {
    story: async ({ client }) => {
      const { data, response } = await client.models.list().withResponse()
      return [data.data, response.status]
    },
    outcomes: ['completed'],
  },
  'a page that fails': {
    scripts: [{ status: 401 }],
    story: ({ client }) => outcome(() => client.models.list()),
    outcomes: ['error'],
    errorType: 'AuthenticationError',
  },
  'any other method': { story: ({ client }) => client.files.retrieve('file-1'), outcomes: ['completed'] },
  'a request by hand': {
    story: ({ client }) => client.post('/chat/completions', { body: { model: 'gpt-test', messages } }),
    outcomes: ['completed'],
  },
  'withOptions() clients': {
    since: 5,
    story: async ({ client, module }) => {
      const clone = client.withOptions({ timeout: 12_345 })
      return [clone instanceof module.OpenAI, clone.timeout, (await clone.chat.completions.create(params)).choices]
    },
    outcomes: ['completed'],
  },
  instanceof: {
    story: async ({ client, module }) => {
      await client.chat.completions.create(params)
      return [client instanceof module.OpenAI, Object.keys(client).sort(), client.constructor === module.OpenAI]
    },
    outcomes: ['completed'],
  },
}

import OpenAI from 'openai'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type FakeOpenAI, startFakeOpenAI } from '../../src/index.ts'

let server: FakeOpenAI
let client: OpenAI
beforeEach(async () => {
  server = await startFakeOpenAI()
  client = new OpenAI({ apiKey: 'test', baseURL: server.url, maxRetries: 0 })
})
afterEach(() => server.close())

const messages = [{ role: 'user' as const, content: 'one two three' }]
const params = { model: 'gpt-4o-mini', messages }
const functionTool = (name: string) => ({
  type: 'function' as const,
  function: {
    name,
    parameters: { type: 'object', properties: { city: { type: 'string', enum: ['Oslo', 'Rome'] }, days: { type: 'integer', minimum: 2 } } },
  },
})

describe('a chat completion', () => {
  it('says the text of the script and counts a word as a token', async () => {
    server.enqueue({ text: 'Hello there, world' })
    const { id, ...completion } = await client.chat.completions.create(params)
    expect(id).toMatch(/^chatcmpl-[a-z0-9]{24}$/)
    expect(completion).toEqual({
      object: 'chat.completion',
      created: 1_790_000_000,
      model: 'gpt-4o-mini',
      service_tier: 'default',
      system_fingerprint: 'fp_fake0001',
      choices: [
        { index: 0, message: { role: 'assistant', content: 'Hello there, world', refusal: null }, logprobs: null, finish_reason: 'stop' },
      ],
      usage: {
        prompt_tokens: 3,
        completion_tokens: 3,
        total_tokens: 6,
        prompt_tokens_details: { cached_tokens: 0, audio_tokens: 0 },
        completion_tokens_details: { reasoning_tokens: 0, audio_tokens: 0 },
      },
    })
  })

  it('makes up as many tokens as the script wants, the same for the same seed', async () => {
    server.enqueue({ tokens: 50, seed: 4 }, { tokens: 50, seed: 4 }, { tokens: 50, seed: 5 })
    const answers: OpenAI.ChatCompletion[] = []
    for (let call = 0; call < 3; call++) {
      const completion = await client.chat.completions.create(params)
      expect(completion.usage?.completion_tokens).toBe(50)
      answers.push(completion)
    }
    expect(answers[1]).toEqual(answers[0])
    const [first, , third] = answers.map(({ choices }) => choices[0]?.message.content)
    expect(third).not.toBe(first)
  })

  it('gives n choices, or those of the script', async () => {
    server.enqueue({ text: 'same' }, { choices: [{ text: 'one' }, { text: 'two', finishReason: 'content_filter' }] })
    const same = await client.chat.completions.create({ ...params, n: 2 })
    expect(same.choices.map(({ index, message }) => [index, message.content])).toEqual([
      [0, 'same'],
      [1, 'same'],
    ])
    const different = await client.chat.completions.create(params)
    expect(different.choices.map(({ message, finish_reason }) => [message.content, finish_reason])).toEqual([
      ['one', 'stop'],
      ['two', 'content_filter'],
    ])
  })

  it('is cut at the limit of the request, reasoning counted', async () => {
    server.enqueue({ text: 'a b', reasoning: 'x y' })
    const { choices, usage } = await client.chat.completions.create({ ...params, max_completion_tokens: 3 })
    expect(choices[0]).toMatchObject({ message: { content: 'a', reasoning_content: 'x y' }, finish_reason: 'length' })
    expect(usage).toMatchObject({ completion_tokens: 3, completion_tokens_details: { reasoning_tokens: 2 } })
  })

  it('carries a refusal in place of content', async () => {
    server.enqueue({ refusal: 'I must not.' })
    const { choices } = await client.chat.completions.create(params)
    expect(choices[0]?.message).toEqual({ role: 'assistant', content: null, refusal: 'I must not.' })
  })

  it('answers a request for a JSON schema with a value of it', async () => {
    const schema = {
      type: 'object',
      properties: { answer: { $ref: '#/$defs/step' }, tags: { type: 'array', items: { type: 'string' } } },
      $defs: { step: { anyOf: [{ type: 'boolean' }, { type: 'null' }] } },
    }
    const { choices } = await client.chat.completions.parse({
      ...params,
      response_format: { type: 'json_schema', json_schema: { name: 'x', strict: true, schema } },
    })
    expect(choices[0]?.message.parsed).toEqual({ answer: true, tags: ['sample'] })
  })

  it('lets the script set the numbers of usage, or leave usage out', async () => {
    const usageCounts = {
      promptTokens: 100,
      completionTokens: 20,
      cachedTokens: 64,
      reasoningTokens: 8,
      promptAudioTokens: 3,
      completionAudioTokens: 4,
    }
    server.enqueue({ usageCounts }, { usage: 'absent' }, { usage: 'null' })
    expect((await client.chat.completions.create(params)).usage).toEqual({
      prompt_tokens: 100,
      completion_tokens: 20,
      total_tokens: 120,
      prompt_tokens_details: { cached_tokens: 64, audio_tokens: 3 },
      completion_tokens_details: { reasoning_tokens: 8, audio_tokens: 4 },
    })
    expect(await client.chat.completions.create(params)).not.toHaveProperty('usage')
    expect(await client.chat.completions.create(params)).toHaveProperty('usage', null)
  })

  it('may have empty choices, or none', async () => {
    server.enqueue({ choicesMember: 'empty' }, { choicesMember: 'absent' })
    expect((await client.chat.completions.create(params)).choices).toEqual([])
    expect(await client.chat.completions.create(params)).not.toHaveProperty('choices')
  })
})

describe('a request that brings tools', () => {
  const tools = [functionTool('weather'), functionTool('news')]
  const namesOf = ({ choices }: OpenAI.ChatCompletion) =>
    choices[0]?.message.tool_calls?.map((call) => (call.type === 'function' ? [call.function.name, call.function.arguments] : []))

  it('is answered with a call of the first, its arguments made from the schema', async () => {
    const completion = await client.chat.completions.create({ ...params, tools })
    expect(completion.choices[0]).toMatchObject({ message: { content: null }, finish_reason: 'tool_calls' })
    expect(namesOf(completion)).toEqual([['weather', '{"city":"Oslo","days":2}']])
  })

  it('is answered with two calls when it asks for parallel ones, and with the one that it forces', async () => {
    const parallel = await client.chat.completions.create({ ...params, tools, parallel_tool_calls: true })
    expect(namesOf(parallel)?.map(([name]) => name)).toEqual(['weather', 'news'])
    const forced = await client.chat.completions.create({ ...params, tools, tool_choice: { type: 'function', function: { name: 'news' } } })
    expect(namesOf(forced)?.map(([name]) => name)).toEqual(['news'])
  })

  it('is answered with text when it forbids calls, when the script says so, and after the result of a tool', async () => {
    expect(namesOf(await client.chat.completions.create({ ...params, tools, tool_choice: 'none' }))).toBeUndefined()
    server.enqueue({ toolCalls: [] })
    expect(namesOf(await client.chat.completions.create({ ...params, tools }))).toBeUndefined()
    const answered = [...messages, { role: 'tool' as const, tool_call_id: 'call_1', content: 'sunny' }]
    expect(namesOf(await client.chat.completions.create({ model: 'm', messages: answered, tools }))).toBeUndefined()
  })

  it.each([false, true])('works with runTools (stream: %s)', async (stream) => {
    server.enqueue({}, { text: 'It is sunny.' })
    const calls: unknown[] = []
    const tool = {
      type: 'function' as const,
      function: {
        ...functionTool('weather').function,
        description: '',
        parse: JSON.parse,
        function: (given: object) => `sunny ${calls.push(given)}`,
      },
    }
    const runner = stream
      ? client.chat.completions.runTools({ ...params, tools: [tool], stream })
      : client.chat.completions.runTools({ ...params, tools: [tool] })
    expect(await runner.finalContent()).toBe('It is sunny.')
    expect(calls).toEqual([{ city: 'Oslo', days: 2 }])
  })
})

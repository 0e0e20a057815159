import OpenAI from 'openai'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type FakeOpenAI, type Script, startFakeOpenAI } from '../../src/index.ts'

let server: FakeOpenAI
let client: OpenAI
beforeEach(async () => {
  server = await startFakeOpenAI()
  client = new OpenAI({ apiKey: 'test', baseURL: server.url, maxRetries: 0 })
})
afterEach(() => server.close())

type Params = Partial<OpenAI.ChatCompletionCreateParamsStreaming>

async function chunksOf(script: Script, params: Params = {}): Promise<OpenAI.ChatCompletionChunk[]> {
  server.enqueue(script)
  const chunks: OpenAI.ChatCompletionChunk[] = []
  const stream = await client.chat.completions.create({ model: 'm', messages: [{ role: 'user', content: 'a b' }], ...params, stream: true })
  for await (const chunk of stream) chunks.push(chunk)
  return chunks
}

const deltasOf = (chunks: OpenAI.ChatCompletionChunk[]) => chunks.flatMap(({ choices }) => choices.map(({ delta }) => delta))

/** `R` role, `c` content, `F` finish, `U` chunk without choices; a number is the total of usage, `n` is null. */
const shapeOf = (chunks: OpenAI.ChatCompletionChunk[]): string =>
  chunks
    .map(({ choices, usage }) => {
      const [choice] = choices ?? []
      const kind = !choice ? 'U' : `${choice.delta.role ? 'R' : choice.delta.content ? 'c' : ''}${choice.finish_reason ? 'F' : ''}`
      return kind + (usage === undefined ? '' : usage === null ? 'n' : usage.total_tokens)
    })
    .join(' ')

describe('a streamed chat completion', () => {
  it('is a chunk with the role, one a token, and one with the finish reason', async () => {
    const [first, ...rest] = await chunksOf({ text: 'Hello there, world' })
    const { id, ...head } = first!
    expect(head).toEqual({
      object: 'chat.completion.chunk',
      created: 1_790_000_000,
      model: 'm',
      service_tier: 'default',
      system_fingerprint: 'fp_fake0001',
      choices: [{ index: 0, delta: { role: 'assistant', content: '', refusal: null }, logprobs: null, finish_reason: null }],
    })
    expect(rest.map((chunk) => chunk.id)).toEqual([id, id, id, id])
    expect(rest.map(({ choices: [choice] }) => [choice?.delta, choice?.finish_reason])).toEqual([
      [{ content: 'Hello' }, null],
      [{ content: ' there,' }, null],
      [{ content: ' world' }, null],
      [{}, 'stop'],
    ])
  })

  it('may have several tokens, or so many characters, in a chunk', async () => {
    const contents = async (script: Script) => deltasOf(await chunksOf(script)).flatMap(({ content }) => content || [])
    expect(await contents({ text: 'a b c d e', tokensPerChunk: 2 })).toEqual(['a b', ' c d', ' e'])
    expect(await contents({ text: 'ab😀cd', charactersPerChunk: 3 })).toEqual(['ab😀', 'cd'])
  })

  it('brings reasoning, refusal and text apart', async () => {
    const deltas = deltasOf(await chunksOf({ reasoning: 'let me', refusal: 'no way', text: 'ok' }))
    expect(deltas.slice(1)).toEqual([
      { reasoning_content: 'let' },
      { reasoning_content: ' me' },
      { refusal: 'no' },
      { refusal: ' way' },
      { content: 'ok' },
      {},
    ])
    expect(deltasOf(await chunksOf({ reasoning: 'hm', text: '', reasoningField: 'reasoning' })).slice(1)).toEqual([{ reasoning: 'hm' }, {}])
  })

  it('sends parallel tool calls one after the other, each under its index, arguments in pieces', async () => {
    const chunks = await chunksOf({
      toolCalls: [
        { name: 'one', id: 'call_a', arguments: { x: 12 } },
        { name: 'two', id: 'call_b' },
      ],
    })
    expect(deltasOf(chunks)).toEqual([
      { role: 'assistant', content: null, refusal: null },
      { tool_calls: [{ index: 0, id: 'call_a', type: 'function', function: { name: 'one', arguments: '' } }] },
      { tool_calls: [{ index: 0, function: { arguments: '{"x":1' } }] },
      { tool_calls: [{ index: 0, function: { arguments: '2}' } }] },
      { tool_calls: [{ index: 1, id: 'call_b', type: 'function', function: { name: 'two', arguments: '' } }] },
      { tool_calls: [{ index: 1, function: { arguments: '{}' } }] },
      {},
    ])
    expect(chunks.at(-1)?.choices[0]?.finish_reason).toBe('tool_calls')
  })

  it('lets several choices take turns', async () => {
    const chunks = await chunksOf({ choices: [{ text: 'a b' }, { text: 'c' }] })
    expect(chunks.map(({ choices: [choice] }) => `${choice?.index}${choice?.delta.content ?? ''}${choice?.finish_reason ?? ''}`)).toEqual([
      '0',
      '1',
      '0a',
      '1c',
      '0 b',
      '0stop',
      '1stop',
    ])
  })

  it('works with the helper that puts chunks together', async () => {
    server.enqueue({ text: 'put together', toolCalls: [{ name: 'f', arguments: { a: 1 } }] })
    const tools = [{ type: 'function' as const, function: { name: 'f', parameters: {} } }]
    const stream = client.chat.completions.stream({ model: 'm', messages: [], tools, stream_options: { include_usage: true } })
    const { choices, usage } = await stream.finalChatCompletion()
    expect(choices[0]?.message).toMatchObject({ content: 'put together', tool_calls: [{ function: { name: 'f', arguments: '{"a":1}' } }] })
    expect(usage?.completion_tokens).toBe(4)
  })

  it('pads its chunks as the real API does, until it is told not to', async () => {
    const padded = await chunksOf({ text: 'a b' })
    expect(padded.map((chunk) => typeof chunk.obfuscation)).toEqual(['undefined', 'string', 'string', 'undefined'])
    const plain = await chunksOf({ text: 'a b' }, { stream_options: { include_obfuscation: false } })
    expect(plain.filter((chunk) => 'obfuscation' in chunk)).toEqual([])
  })

  it('sends chunks of the script as they are', async () => {
    const chunks = [{ anything: 1 }, { id: 'x', choices: [] }, '{"raw":true}']
    expect(await chunksOf({ chunks })).toEqual([{ anything: 1 }, { id: 'x', choices: [] }, { raw: true }])
  })

  it('can begin with a chunk that has no choices, or an empty list of them', async () => {
    expect((await chunksOf({ text: 'a', choicesMember: 'empty' }))[0]?.choices).toEqual([])
    expect((await chunksOf({ text: 'a', choicesMember: 'absent' }))[0]).not.toHaveProperty('choices')
  })
})

const asked = { stream_options: { include_usage: true } }
const SHAPES: [what: string, script: Script, params: Params, shape: string][] = [
  ['no usage unless it is asked for', {}, {}, 'R c c F'],
  ['usage in a last chunk, null before, when it is asked for', {}, asked, 'Rn cn cn Fn U4'],
  ['usage unasked', { usageWhen: 'always' }, {}, 'Rn cn cn Fn U4'],
  ['usage in the finish chunk', { usage: 'finish-chunk' }, asked, 'R c c F4'],
  ['running usage in every chunk', { usage: 'every-chunk' }, asked, 'R2 c3 c4 F4'],
  ['null for ever', { usage: 'null' }, asked, 'Rn cn cn Fn'],
  ['no usage although it is asked for', { usage: 'absent' }, asked, 'R c c F'],
  ['the finish reason with the last content', { finish: 'last-content' }, asked, 'Rn cn cFn U4'],
  ['the finish reason after usage', { finish: 'after-usage' }, asked, 'Rn cn cn U4 Fn'],
  ['no finish reason', { finish: 'absent' }, asked, 'Rn cn cn U4'],
]

it.each(SHAPES)('a stream can have %s', async (_what, script, params, shape) => {
  expect(shapeOf(await chunksOf({ text: 'x y', ...script }, params))).toBe(shape)
})

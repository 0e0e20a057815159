import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type DialectName, type FakeOpenAI, startFakeOpenAI } from '../../src/index.ts'

let server: FakeOpenAI
beforeEach(async () => {
  server = await startFakeOpenAI()
})
afterEach(() => server.close())

const HEADERS = ['server', 'x-request-id', 'x-ratelimit-limit-requests', 'openai-processing-ms']

async function stream(dialect: DialectName, body: object = {}, path = 'chat/completions') {
  server.enqueue({ dialect, text: 'hi', reasoning: 'hm' })
  const answer = await fetch(`${server.url}/${path}`, { method: 'POST', body: JSON.stringify({ stream: true, ...body }) })
  const chunks = (await answer.text())
    .split('\n\n')
    .filter((event) => event.startsWith('data: {'))
    .map((event) => JSON.parse(event.slice(6)))
  return { chunks, headers: HEADERS.filter((name) => answer.headers.has(name)).map((name) => `${name}: ${answer.headers.get(name)}`) }
}

const usage = { stream_options: { include_usage: true } }

describe('what a server of this kind sends', () => {
  it('openai: null usage before the last chunk, padding, headers of the platform', async () => {
    const { chunks, headers } = await stream('openai', usage)
    expect(chunks.map((chunk) => chunk.usage === null)).toEqual([true, true, true, true, false])
    expect(chunks[1]).toHaveProperty('obfuscation')
    expect(headers).toEqual(['x-request-id: req_fake_1_1', 'x-ratelimit-limit-requests: 500', 'openai-processing-ms: 12'])
  })

  it('vllm: `reasoning`, no usage before the last chunk, stop reason', async () => {
    const { chunks, headers } = await stream('vllm', usage)
    expect(chunks.map(({ choices: [choice] }) => choice?.delta)).toEqual([
      { role: 'assistant', content: '' },
      { reasoning: 'hm' },
      { content: 'hi' },
      {},
      undefined,
    ])
    expect(chunks.map((chunk) => 'usage' in chunk)).toEqual([false, false, false, false, true])
    expect(chunks[3].choices[0]).toMatchObject({ finish_reason: 'stop', stop_reason: null })
    expect(headers).toEqual(['server: uvicorn'])
  })

  it('sglang: `reasoning_content`, null usage, what matched', async () => {
    const { chunks } = await stream('sglang', usage)
    expect(chunks[1].choices[0].delta).toEqual({ reasoning_content: 'hm' })
    expect(chunks[0].usage).toBeNull()
    expect(chunks[3].choices[0]).toMatchObject({ matched_stop: null })
  })

  it('llamacpp: null content with the role, timings in the last chunk, legacy usage in the finish chunk', async () => {
    const withUsage = (await stream('llamacpp', usage)).chunks
    expect(withUsage[0].choices[0].delta).toEqual({ role: 'assistant', content: null })
    expect(withUsage.map((chunk) => 'timings' in chunk)).toEqual([false, false, false, false, true])
    expect(withUsage[4].timings).toMatchObject({ predicted_n: 2, predicted_ms: 20 })
    const without = (await stream('llamacpp')).chunks
    expect(without.map((chunk) => 'timings' in chunk)).toEqual([false, false, false, true])
    const legacy = (await stream('llamacpp', {}, 'completions')).chunks
    expect(legacy.map((chunk) => chunk.usage?.completion_tokens)).toEqual([undefined, 2])
  })

  it('ollama: the role in every chunk, tool calls whole', async () => {
    const { chunks } = await stream('ollama')
    expect(chunks.map(({ choices: [choice] }) => choice.delta)).toEqual([
      { role: 'assistant', reasoning: 'hm' },
      { role: 'assistant', content: 'hi' },
      { role: 'assistant', content: '' },
    ])
    server.enqueue({ dialect: 'ollama', toolCalls: [{ name: 'f', id: 'call_1', arguments: { long: 'argument' } }] })
    const answer = await fetch(`${server.url}/chat/completions`, { method: 'POST', body: '{"stream":true}' })
    const page = await answer.text()
    expect(page).toContain('"function":{"name":"f","arguments":"{\\"long\\":\\"argument\\"}"}')
    expect(page.match(/tool_calls"?:/g)).toHaveLength(1)
  })

  it.each<[DialectName, unknown]>([
    ['openai', 'rate_limit_exceeded'],
    ['llamacpp', 429],
  ])('%s: the code of an error is %j', async (dialect, code) => {
    server.enqueue({ dialect, status: 429 })
    const answer = await fetch(`${server.url}/chat/completions`, { method: 'POST', body: '{}' })
    expect(await answer.json()).toMatchObject({ error: { code } })
  })

  it('and has models of its own', async () => {
    server.enqueue({ dialect: 'vllm' })
    const answer = await fetch(`${server.url}/models`)
    expect(await answer.json()).toMatchObject({
      data: [{ id: 'Qwen/Qwen3-4B-Instruct-2507', object: 'model', created: 1_790_000_000, owned_by: 'vllm' }],
    })
  })
})

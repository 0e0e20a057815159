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

const params = { model: 'gpt-4o', input: 'one two' }
type Event = OpenAI.Responses.ResponseStreamEvent

async function eventsOf(script: Script): Promise<Event[]> {
  server.enqueue(script)
  const events: Event[] = []
  for await (const event of await client.responses.create({ ...params, stream: true })) events.push(event)
  return events
}

/** Types without `response.`, a run of the same one once. */
const typesOf = (events: Event[]) =>
  events.map(({ type }) => type.replace('response.', '')).filter((type, index, all) => type !== all[index - 1])

describe('a response', () => {
  it('has reasoning, a message and function calls as items, and its usage', async () => {
    server.enqueue({ text: 'It is', reasoning: 'think hard', toolCalls: [{ name: 'f', id: 'call_1', arguments: { a: 1 } }] })
    const response = await client.responses.create({ ...params, instructions: 'be short', temperature: 0 })
    expect(response).toMatchObject({ status: 'completed', model: 'gpt-4o', instructions: 'be short', temperature: 0, output_text: 'It is' })
    const suffix = response.id.replace('resp_', '')
    expect(response.output).toEqual([
      { id: `rs_${suffix}`, type: 'reasoning', summary: [{ type: 'summary_text', text: 'think hard' }] },
      {
        id: `msg_${suffix}`,
        type: 'message',
        status: 'completed',
        role: 'assistant',
        content: [{ type: 'output_text', annotations: [], logprobs: [], text: 'It is' }],
      },
      { id: 'fc_1', type: 'function_call', status: 'completed', arguments: '{"a":1}', call_id: 'call_1', name: 'f' },
    ])
    expect(response.usage).toEqual({
      input_tokens: 2,
      input_tokens_details: { cached_tokens: 0 },
      output_tokens: 6,
      output_tokens_details: { reasoning_tokens: 2 },
      total_tokens: 8,
    })
  })

  it('is incomplete at the limit of the request, and fails when the script says so', async () => {
    server.enqueue({ text: 'a b c' }, { outcome: 'failed', error: { message: 'broken' } })
    expect(await client.responses.create({ ...params, max_output_tokens: 2 })).toMatchObject({
      status: 'incomplete',
      incomplete_details: { reason: 'max_output_tokens' },
      output_text: 'a b',
    })
    expect(await client.responses.create(params)).toMatchObject({
      status: 'failed',
      error: { code: 'server_error', message: 'broken' },
      usage: null,
    })
  })

  it('calls the tool of the request with arguments made from its schema, and answers the result of it with text', async () => {
    const parameters = { type: 'object', properties: { city: { type: 'string' } } }
    const tools = [{ type: 'function' as const, name: 'weather', strict: true, parameters }]
    const { output } = await client.responses.create({ ...params, tools })
    expect(output).toMatchObject([{ type: 'function_call', name: 'weather', arguments: '{"city":"sample"}' }])
    const input = [{ type: 'function_call_output' as const, call_id: 'call_1', output: 'sunny' }]
    expect((await client.responses.create({ model: 'm', input, tools })).output.map(({ type }) => type)).toEqual(['message'])
  })

  it('parses into what was asked for', async () => {
    const schema = { type: 'object', properties: { ok: { type: 'boolean' } } }
    const format = { type: 'json_schema' as const, name: 'x', schema }
    expect((await client.responses.parse({ ...params, text: { format } })).output_parsed).toEqual({ ok: true })
  })
})

describe('a streamed response', () => {
  it('sends the events of the real API in their order, numbered', async () => {
    const events = await eventsOf({ text: 'It is', reasoning: 'think hard', toolCalls: [{ name: 'f' }] })
    expect(typesOf(events)).toEqual([
      'created',
      'in_progress',
      'output_item.added',
      'reasoning_summary_part.added',
      'reasoning_summary_text.delta',
      'reasoning_summary_text.done',
      'reasoning_summary_part.done',
      'output_item.done',
      'output_item.added',
      'content_part.added',
      'output_text.delta',
      'output_text.done',
      'content_part.done',
      'output_item.done',
      'output_item.added',
      'function_call_arguments.delta',
      'function_call_arguments.done',
      'output_item.done',
      'completed',
    ])
    expect(events.map(({ sequence_number }) => sequence_number)).toEqual([...events.keys()])
    expect(events.flatMap((event) => (event.type === 'response.output_text.delta' ? event.delta : []))).toEqual(['It', ' is'])
    expect(events.at(-1)).toMatchObject({ response: { status: 'completed', usage: { output_tokens: 6 } } })
  })

  it('can be a refusal', async () => {
    const events = await eventsOf({ refusal: 'I must not' })
    expect(typesOf(events).slice(2, -1)).toEqual([
      'output_item.added',
      'content_part.added',
      'refusal.delta',
      'refusal.done',
      'content_part.done',
      'output_item.done',
    ])
  })

  it.each(['incomplete', 'failed'] as const)('can end as %s', async (outcome) => {
    expect((await eventsOf({ text: 'a', outcome })).at(-1)).toMatchObject({ type: `response.${outcome}`, response: { status: outcome } })
  })

  it('fails under way with an event of its own kind, which the client throws', async () => {
    const error = await eventsOf({ text: 'a b c', errorAt: 3, error: { message: 'overloaded', code: 'busy' } }).catch(
      (reason: unknown) => reason,
    )
    expect(error).toBeInstanceOf(OpenAI.APIError)
    expect(error).toMatchObject({ message: 'overloaded', code: 'busy' })
  })

  it('names the event of an error, and numbers it', async () => {
    server.enqueue({ text: 'a b c', errorAt: 3, error: { message: 'overloaded', code: 'busy' } })
    const answer = await fetch(`${server.url}/responses`, { method: 'POST', body: JSON.stringify({ ...params, stream: true }) })
    const error = '{"type":"error","code":"busy","message":"overloaded","param":null,"sequence_number":3}'
    expect((await answer.text()).split('\n\n').slice(-2)).toEqual([`event: error\ndata: ${error}`, ''])
  })

  it('works with the helper that puts events together', async () => {
    server.enqueue({ text: 'put together' })
    const response = await client.responses.stream(params).finalResponse()
    expect(response.output_text).toBe('put together')
  })

  it('ends without [DONE], as the real one does', async () => {
    const answer = await fetch(`${server.url}/responses`, { method: 'POST', body: JSON.stringify({ ...params, stream: true }) })
    const page = await answer.text()
    expect(page.startsWith('event: response.created\ndata: {"type":"response.created",')).toBe(true)
    expect(page).not.toContain('[DONE]')
  })
})

describe('a stored response', () => {
  it('made in the background is queued, then in progress, then there', async () => {
    server.enqueue({ text: 'later' })
    const { id, status } = await client.responses.create({ ...params, background: true })
    expect(status).toBe('queued')
    const read = async () => {
      const response = await client.responses.retrieve(id)
      return [response.id, response.status, response.output_text]
    }
    expect([await read(), await read(), await read()]).toEqual([
      [id, 'in_progress', ''],
      [id, 'completed', 'later'],
      [id, 'completed', 'later'],
    ])
  })

  it('can be cancelled, read as a stream, and deleted', async () => {
    server.enqueue({ text: 'first', seed: 1 })
    const first = await client.responses.create({ ...params, background: true })
    expect(await client.responses.cancel(first.id)).toMatchObject({ id: first.id, status: 'cancelled', output: [] })
    expect((await client.responses.retrieve(first.id)).status).toBe('cancelled')
    server.enqueue({ text: 'second', seed: 2 })
    const second = await client.responses.create(params)
    const events: Event[] = []
    for await (const event of await client.responses.retrieve(second.id, { stream: true })) events.push(event)
    expect(events.at(-1)).toMatchObject({ type: 'response.completed', response: { id: second.id } })
    expect((await client.responses.retrieve(second.id)).output_text).toBe('second')
    await client.responses.delete(second.id)
    expect((await client.responses.retrieve(second.id)).output_text).not.toBe('second')
  })
})

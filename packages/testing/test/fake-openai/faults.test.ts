import OpenAI from 'openai'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type FakeOpenAI, type Script, startFakeOpenAI, waitFor } from '../../src/index.ts'

let server: FakeOpenAI
let client: OpenAI
beforeEach(async () => {
  server = await startFakeOpenAI()
  client = new OpenAI({ apiKey: 'test', baseURL: server.url, maxRetries: 0 })
})
afterEach(() => server.close())

/** What the client throws, as far as it is looked at here. */
type CallError = Error & { code?: string; requestID?: string; cause?: { cause?: { code?: string } } }

const params = { model: 'm', messages: [] }
const caught = (call: PromiseLike<unknown>): Promise<CallError> =>
  Promise.resolve(call).then(
    () => new Error('there was no error') as CallError,
    (error: CallError) => error,
  )

/** Contents that arrived, and the error that ended them. */
async function consume(script: Script, signal?: AbortSignal): Promise<{ contents: string[]; error: CallError }> {
  server.enqueue(script)
  const contents: string[] = []
  const read = async () => {
    const stream = await client.chat.completions.create({ ...params, stream: true }, { signal })
    for await (const { choices } of stream) if (choices[0]?.delta.content) contents.push(choices[0].delta.content)
  }
  return { error: await caught(read()), contents }
}

describe('before the answer', () => {
  it.each([
    [400, OpenAI.BadRequestError, null],
    [401, OpenAI.AuthenticationError, 'invalid_api_key'],
    [404, OpenAI.NotFoundError, 'model_not_found'],
    [429, OpenAI.RateLimitError, 'rate_limit_exceeded'],
    [500, OpenAI.InternalServerError, 'server_error'],
  ])('status %i is the error that the client has for it', async (status, kind, code) => {
    server.enqueue({ status, error: { message: 'so it is' } })
    const error = await caught(client.chat.completions.create(params))
    expect(error).toBeInstanceOf(kind)
    expect([error.message, error.code, error.requestID]).toEqual([`${status} so it is`, code, 'req_fake_1_1'])
  })

  it('an error may have any body and headers, and be retried as they say', async () => {
    const retrying = new OpenAI({ apiKey: 'test', baseURL: server.url, maxRetries: 2 })
    server.enqueue(
      { status: 429, headers: { 'retry-after-ms': '1' } },
      { status: 400, headers: { 'x-should-retry': 'true', 'retry-after-ms': '1' } },
    )
    await retrying.chat.completions.create(params)
    expect(server.requests.map(({ status, headers }) => [status, headers['x-stainless-retry-count']])).toEqual([
      [429, '0'],
      [400, '1'],
      [200, '2'],
    ])
    server.enqueue({ status: 503, headers: { 'x-should-retry': 'false' }, body: '<html>Bad gateway</html>' })
    expect((await caught(retrying.chat.completions.create(params))).message).toContain('Bad gateway')
    expect(server.requests).toHaveLength(4)
  })

  it('the connection can be reset', async () => {
    server.enqueue({ resetAt: 'headers' })
    const error = await caught(client.chat.completions.create(params))
    expect([error.constructor, error.cause?.cause?.code]).toEqual([OpenAI.APIConnectionError, 'ECONNRESET'])
    expect(server.requests[0]).toMatchObject({ status: 0, aborted: false, finished: false })
  })

  it('the server can hang until the client gives up, which the record tells', async () => {
    server.enqueue({ hangAt: 'headers' })
    const controller = new AbortController()
    const call = caught(client.chat.completions.create(params, { signal: controller.signal }))
    await waitFor(() => server.requests.length === 1)
    controller.abort()
    expect(await call).toBeInstanceOf(OpenAI.APIUserAbortError)
    await waitFor(() => server.requests[0]?.aborted)
    expect(server.requests[0]?.status).toBe(0)
  })
})

describe('in the middle of a stream', () => {
  it('an error event ends it', async () => {
    const { contents, error } = await consume({ text: 'a b c', errorAt: 3, error: { message: 'overloaded', code: 'busy' } })
    expect(contents).toEqual(['a', ' b'])
    expect(error).toBeInstanceOf(OpenAI.APIError)
    expect([error.message, error.code]).toEqual(['overloaded', 'busy'])
    expect(server.requests[0]).toMatchObject({ finished: true, eventsWritten: 3 })
  })

  it('the connection can break after all that was sent has arrived', async () => {
    const { contents, error } = await consume({ text: 'a b c', resetAt: 3 })
    expect([contents, error.message]).toEqual([['a', ' b'], 'terminated'])
    expect(server.requests[0]).toMatchObject({ finished: false, aborted: false, eventsWritten: 3 })
  })

  it('the body can end too early, without [DONE]', async () => {
    expect(await consume({ text: 'a b c', truncateAt: 3 })).toMatchObject({ contents: ['a', ' b'] })
    const page = await (await fetch(`${server.url}/chat/completions`, { method: 'POST', body: '{"stream":true}' })).text()
    expect(page.endsWith('data: [DONE]\n\n')).toBe(true)
    server.enqueue({ text: 'a b c', truncateAt: 3 }, { text: 'a', done: false })
    for (const events of [3, 3]) {
      const cut = await (await fetch(`${server.url}/chat/completions`, { method: 'POST', body: '{"stream":true}' })).text()
      expect([cut.match(/^data: \{/gm)?.length, cut.includes('[DONE]')]).toEqual([events, false])
    }
  })

  it('the server can hang until the client gives up', async () => {
    const controller = new AbortController()
    const reading = consume({ text: 'a b c', hangAt: 2 }, controller.signal)
    await waitFor(() => server.requests[0]?.eventsWritten === 2)
    controller.abort()
    expect((await reading).contents).toEqual(['a'])
    await waitFor(() => server.requests[0]?.aborted)
    expect(server.requests[0]?.eventsWritten).toBe(2)
  })
})

describe('in the middle of a body', () => {
  const post = async () => (await fetch(`${server.url}/chat/completions`, { method: 'POST', body: '{}' })).text()

  it('the connection can break', async () => {
    server.enqueue({ resetAt: 0 })
    expect(await caught(post())).toBeInstanceOf(TypeError)
    expect(server.requests[0]).toMatchObject({ status: 200, finished: false, aborted: false })
  })

  it('it can end, so that its JSON is broken', async () => {
    server.enqueue({ truncateAt: 0 })
    expect(await caught(client.chat.completions.create(params))).toBeInstanceOf(SyntaxError)
  })
})

describe('with status 200', () => {
  it('the body can be HTML, text, or any JSON', async () => {
    server.enqueue({ body: '<html>Sign in</html>' }, { body: 'plain' }, { body: { not: 'a completion' } })
    expect(await client.chat.completions.create(params)).toBe('<html>Sign in</html>')
    expect(await client.chat.completions.create(params)).toBe('plain')
    expect(await client.chat.completions.create(params)).toEqual({ not: 'a completion' })
    const typeOf = async () => (await fetch(`${server.url}/models`)).headers.get('content-type')
    server.enqueue({ body: ' <html>' }, { body: 'plain' }, { body: 'mine', headers: { 'content-type': 'text/csv' } })
    expect([await typeOf(), await typeOf(), await typeOf()]).toEqual(['text/html; charset=utf-8', 'text/plain; charset=utf-8', 'text/csv'])
  })
})

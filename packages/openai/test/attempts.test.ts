import { inMemoryTelemetry, startFakeOpenAI } from '@tokenscope/testing'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { instrumentOpenAI } from '../src/index.ts'
import { CLIENTS } from './identity/clients.ts'

const params = { model: 'm', messages: [{ role: 'user' as const, content: 'x' }] }

let server: Awaited<ReturnType<typeof startFakeOpenAI>>
let telemetry: ReturnType<typeof inMemoryTelemetry>
const providers = () => ({
  tracerProvider: telemetry.tracerProvider,
  meterProvider: telemetry.meterProvider,
  loggerProvider: telemetry.loggerProvider,
})
beforeEach(async () => {
  server = await startFakeOpenAI()
  telemetry = inMemoryTelemetry()
})
afterEach(async () => {
  await server.close()
  await telemetry.shutdown()
})

describe.each(CLIENTS)('attempts of $label', (kind) => {
  const make = async (options: object = {}) => {
    const { OpenAI } = await kind.load()
    return instrumentOpenAI(new OpenAI({ apiKey: 'x', baseURL: server.url, maxRetries: 2, ...options }), providers())
  }
  const span = () => telemetry.spans()[0]!

  it('are inside one span, each refused one an event with its status, retry-after and back-off', async () => {
    server.enqueue({ status: 429, headers: { 'retry-after-ms': '5' } }, { status: 503, headers: { 'retry-after-ms': '6' } }, {})
    await (await make()).chat.completions.create(params)
    expect(telemetry.spans()).toHaveLength(1)
    expect(span().attributes).toMatchObject({ 'tokenscope.attempt.count': 3, 'tokenscope.outcome': 'completed' })
    const retries = span().events.filter(({ name }) => name === 'tokenscope.retry')
    expect(
      retries.map(({ attributes }) => [attributes!['http.response.status_code'], attributes!['tokenscope.attempt.retry_after']]),
    ).toEqual([
      [429, 0.005],
      [503, 0.006],
    ])
    for (const { attributes } of retries) expect(attributes!['tokenscope.attempt.backoff']).toBeGreaterThan(0)
  })

  it('of concurrent calls are not mixed up', async () => {
    server.enqueue({ status: 429, headers: { 'retry-after-ms': '5' } }, {}, {})
    const client = await make()
    await Promise.all([client.chat.completions.create(params), client.chat.completions.create({ ...params, model: 'other' })])
    expect(
      telemetry
        .spans()
        .map(({ attributes }) => attributes['tokenscope.attempt.count'] ?? 1)
        .sort(),
    ).toEqual([1, 2])
  })

  it('that lost their connection say so', async () => {
    server.enqueue({ resetAt: 'headers' }, {})
    await (await make()).chat.completions.create(params)
    expect(
      span()
        .events.filter(({ name }) => name === 'tokenscope.retry')
        .map(({ attributes }) => attributes!['error.type']),
    ).toEqual(['connection_error'])
  })

  it('send traceparent to a self-hosted server, so that its spans join the trace', async () => {
    await (await make()).chat.completions.create(params)
    const { traceId, spanId } = span().spanContext()
    expect(server.requests[0]!.headers.traceparent).toBe(`00-${traceId}-${spanId}-01`)
  })

  it('leave a traceparent of the application alone', async () => {
    const own = '00-11111111111111111111111111111111-2222222222222222-01'
    await (await make()).chat.completions.create(params, { headers: { traceparent: own } })
    expect(server.requests[0]!.headers.traceparent).toBe(own)
  })

  it("read the rate limit, the request id and the provider's own time from the headers", async () => {
    server.enqueue({
      requestId: 'req_1',
      processingMs: 120,
      rateLimit: { limitRequests: 100, remainingRequests: 25, limitTokens: 1000, remainingTokens: 900 },
    })
    await (await make()).chat.completions.create(params)
    expect(span().attributes).toMatchObject({
      'tokenscope.request_id': 'req_1',
      'tokenscope.provider.processing_time': 0.12,
      'tokenscope.ratelimit.limit.requests': 100,
      'tokenscope.ratelimit.remaining.requests': 25,
      'tokenscope.ratelimit.remaining.tokens': 900,
    })
  })
})

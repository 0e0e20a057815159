import { SpanKind, SpanStatusCode } from '@opentelemetry/api'
import { afterEach, describe, expect, it } from 'vitest'
import { type Generation, hub } from '../src/index.ts'
import { fixture } from './telemetry-fixture.ts'

const START = { operation: 'chat', provider: 'openai', model: 'm', serverAddress: 'host', serverPort: 443 }

afterEach(() => {
  hub().failures.clear()
  hub().listeners.clear()
})

describe('the life of a generation', () => {
  it('is one CLIENT span named by operation and model, with the times of its own clock', () => {
    const { recorder, clock, spans } = fixture()
    const generation = recorder.start(START)!
    clock.nowMs += 250
    generation.end()
    expect(spans()).toHaveLength(1)
    const [span] = spans()
    expect(span).toMatchObject({ name: 'chat m', kind: SpanKind.CLIENT, status: { code: SpanStatusCode.UNSET } })
    expect(span!.attributes).toEqual({
      'gen_ai.operation.name': 'chat',
      'gen_ai.provider.name': 'openai',
      'gen_ai.request.model': 'm',
      'server.address': 'host',
      'server.port': 443,
      'tokenscope.outcome': 'completed',
    })
    expect(span!.duration[0] * 1e9 + span!.duration[1]).toBeCloseTo(250e6, -4)
  })

  it('ends once, whatever is called afterwards', async () => {
    const { recorder, spans, metric } = fixture()
    const generation = recorder.start(START)!
    generation.fail(new Error('first'))
    generation.end('completed')
    generation.fail(new Error('second'))
    expect(spans().map((span) => span.status.message)).toEqual(['first'])
    expect((await metric('tokenscope.client.requests')).map(({ value }) => value)).toEqual([1])
  })

  it('says the error with its type on span and metrics, without its secrets', async () => {
    const { recorder, spans, metric } = fixture()
    class RateLimitError extends Error {
      status = 429
    }
    recorder.start(START)!.fail(new RateLimitError('429 for key sk-verysecret1234'))
    expect(spans()[0]).toMatchObject({
      status: { code: SpanStatusCode.ERROR, message: '429 for key sk-[redacted]' },
      attributes: { 'error.type': 'RateLimitError', 'http.response.status_code': 429, 'tokenscope.outcome': 'error' },
    })
    expect(await metric('tokenscope.client.requests')).toMatchObject([
      { attributes: { 'error.type': 'RateLimitError', 'tokenscope.outcome': 'error' } },
    ])
    expect(await metric('gen_ai.client.operation.duration')).toMatchObject([{ attributes: { 'error.type': 'RateLimitError' } }])
  })

  it('does not call an aborted call an error', () => {
    const { recorder, spans } = fixture()
    recorder.start(START)!.end('aborted')
    expect(spans()[0]!.status.code).toBe(SpanStatusCode.UNSET)
    expect(spans()[0]!.attributes).not.toHaveProperty('error.type')
  })

  it('tells the duration of a call that was given up or cut off from that of one that succeeded', async () => {
    const { recorder, metric } = fixture()
    recorder.start(START)!.end()
    recorder.start(START)!.end('abandoned')
    recorder.start(START)!.fail(new RangeError('no'))
    const durations = await metric('gen_ai.client.operation.duration')
    const ends = durations.map(({ attributes }) => [attributes['tokenscope.outcome'], attributes['error.type']])
    expect(ends).toEqual([
      [undefined, undefined],
      ['abandoned', undefined],
      [undefined, 'RangeError'],
    ])
  })

  it('shows in flight until it ends', async () => {
    const { recorder, metric } = fixture()
    const [first, second] = [recorder.start(START)!, recorder.start(START)!]
    first.end()
    expect(await metric('tokenscope.client.active_requests')).toMatchObject([{ value: 1 }])
    second.fail('x')
    expect(await metric('tokenscope.client.active_requests')).toMatchObject([{ value: 0 }])
  })

  it('keeps a usage of zero, and reports no usage where there is none', async () => {
    const { recorder, spans, metric } = fixture()
    const generation = recorder.start(START)!
    generation.usage = { inputTokens: 0, outputTokens: 0 }
    generation.end()
    recorder.start({ ...START, model: 'other' })!.end()
    expect(spans()[0]!.attributes).toMatchObject({ 'gen_ai.usage.input_tokens': 0, 'gen_ai.usage.output_tokens': 0 })
    expect(spans()[1]!.attributes).not.toHaveProperty('gen_ai.usage.input_tokens')
    expect((await metric('gen_ai.client.token.usage')).map(({ attributes }) => attributes['gen_ai.request.model'])).toEqual(['m', 'm'])
  })

  it('tells listeners of its start and, while attributes can be added, of its end', () => {
    const { recorder, spans } = fixture()
    const heard: string[] = []
    hub().listeners.add({
      started: () => heard.push('started'),
      ending: (generation: Generation) => {
        heard.push(`ending ${generation.outcome}`)
        generation.setAttribute('extra', 1)
      },
    })
    recorder.start(START)!.end()
    expect(heard).toEqual(['started', 'ending completed'])
    expect(spans()[0]!.attributes).toMatchObject({ extra: 1 })
  })

  it('is held by a listener until it knows more, and keeps the end time that it had', async () => {
    const { recorder, clock, spans, metric } = fixture()
    const known = Promise.withResolvers<void>()
    hub().listeners.add({
      ending: async (generation) => {
        await known.promise
        generation.setAttribute('extra', 1)
      },
    })
    const generation = recorder.start(START)!
    clock.nowMs += 100
    generation.end()
    expect(await metric('tokenscope.client.requests')).toHaveLength(1)
    expect([spans().length, hub().held.size, hub().open.size]).toEqual([0, 1, 0])
    clock.nowMs += 900
    known.resolve()
    await new Promise((resolve) => setImmediate(resolve))
    expect([spans().length, hub().held.size]).toEqual([1, 0])
    expect(spans()[0]!.attributes).toMatchObject({ extra: 1 })
    expect(spans()[0]!.duration[1]).toBeCloseTo(100e6, -4)
  })

  it('ends when it is released, though a listener never settles, and once', () => {
    const { recorder, spans } = fixture()
    hub().listeners.add({ ending: () => new Promise(() => undefined) })
    const generation = recorder.start(START)!
    generation.end()
    generation.release()
    generation.release()
    expect([spans().length, hub().held.size]).toEqual([1, 0])
  })

  it.each(['started', 'ending'])('survives a listener whose %s throws, ends the span and counts the failure', (hook) => {
    const { recorder, spans } = fixture()
    hub().listeners.add({
      [hook]: () => {
        throw new Error('broken listener')
      },
    })
    recorder.start(START)!.end()
    expect(spans()).toHaveLength(1)
    expect(hub().failures.get('listener')).toBe(1)
  })

  it('is open in the hub while it runs, and not afterwards', () => {
    const { recorder } = fixture()
    const generation = recorder.start(START)!
    expect(hub().open.has(generation)).toBe(true)
    generation.end()
    expect(hub().open.has(generation)).toBe(false)
  })

  it('shows each retry with its status, what the server asked for and how long the client waited', async () => {
    const { recorder, clock, spans, metric } = fixture()
    const generation = recorder.start(START)!
    clock.nowMs += 5
    generation.attemptFailed({ atMs: clock.nowMs, errorType: '429', statusCode: 429, retryAfterSeconds: 0.2, backoffMs: 200 })
    generation.attemptCount = 2
    clock.nowMs += 200
    generation.end()
    expect(spans()[0]!.events[0]).toMatchObject({
      name: 'tokenscope.retry',
      attributes: {
        'error.type': '429',
        'http.response.status_code': 429,
        'tokenscope.attempt.retry_after': 0.2,
        'tokenscope.attempt.backoff': 0.2,
      },
    })
    expect(spans()[0]!.attributes).toMatchObject({ 'tokenscope.attempt.count': 2 })
    expect(await metric('tokenscope.client.retries')).toMatchObject([{ attributes: { 'error.type': '429' }, value: 1 }])
  })

  it('counts cached and reasoning tokens apart, which are priced apart', async () => {
    const { recorder, metric } = fixture()
    const usages = [
      { inputTokens: 10, outputTokens: 4, cacheReadInputTokens: 6, reasoningOutputTokens: 3 },
      { inputTokens: 10, outputTokens: 4 },
    ]
    for (const usage of usages) {
      const generation = recorder.start(START)!
      generation.usage = usage
      generation.end()
    }
    expect(await metric('tokenscope.client.usage.cache_read.input_tokens')).toMatchObject([{ value: 6 }])
    expect(await metric('tokenscope.client.usage.reasoning.output_tokens')).toMatchObject([{ value: 3 }])
  })

  it('uses the names of the latest conventions when asked, and only those', async () => {
    const { recorder, metric } = fixture({ semconv: 'latest' })
    const generation = recorder.start(START)!
    generation.usage = { inputTokens: 10, outputTokens: 4, cacheReadInputTokens: 6 }
    generation.end()
    expect(await metric('gen_ai.client.inference.duration')).toHaveLength(1)
    expect(await metric('gen_ai.client.operation.duration')).toHaveLength(0)
    expect(await metric('gen_ai.client.token.usage')).toHaveLength(0)
    expect(await metric('gen_ai.client.inference.usage.input_tokens')).toMatchObject([
      { value: 10, attributes: { 'gen_ai.token.modality': 'unknown' } },
    ])
    expect(await metric('gen_ai.client.inference.usage.cache_read.input_tokens')).toMatchObject([{ value: 6 }])
    expect(await metric('tokenscope.client.usage.cache_read.input_tokens')).toHaveLength(0)
    expect(await metric('gen_ai.client.inference.operation.output_tokens')).toMatchObject([{ value: { count: 1, sum: 4 } }])
  })
})

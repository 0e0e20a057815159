import { type DiagLogger, DiagLogLevel, diag } from '@opentelemetry/api'
import { inMemoryTelemetry, startFakeOpenAI } from '@tokenscope/testing'
import OpenAI from 'openai'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { instrumentOpenAI, type OpenAIOptions } from '../src/index.ts'

const params = { model: 'm', messages: [{ role: 'user' as const, content: 'my secret' }] }

let server: Awaited<ReturnType<typeof startFakeOpenAI>>
let telemetry: ReturnType<typeof inMemoryTelemetry>
const providers = () => ({
  tracerProvider: telemetry.tracerProvider,
  meterProvider: telemetry.meterProvider,
  loggerProvider: telemetry.loggerProvider,
})
let said: string[]
beforeEach(async () => {
  server = await startFakeOpenAI()
  telemetry = inMemoryTelemetry()
  said = []
  const hear = (message: string): void => void said.push(message)
  const logger: DiagLogger = { error: hear, warn: hear, info: hear, debug: hear, verbose: hear }
  diag.setLogger(logger, { logLevel: DiagLogLevel.WARN, suppressOverrideMessage: true })
})
afterEach(async () => {
  diag.disable()
  await server.close()
  await telemetry.shutdown()
})

const client = () => new OpenAI({ apiKey: 'sk-very-secret-key', baseURL: server.url, maxRetries: 0 })

describe('what is not an openai client', () => {
  it.each([
    ['undefined', undefined, 'got undefined'],
    ['null', null, 'got null'],
    ['a string', 'client', 'got string'],
    ['an object', { chat: {} }, 'no get, post, request, makeRequest()'],
  ])('comes back as it is, with one message: %s', (_name, value, message) => {
    expect(instrumentOpenAI(value)).toBe(value)
    instrumentOpenAI(value)
    expect(said).toEqual([expect.stringContaining(message)])
  })

  it('or is of an unknown major, comes back usable and uninstrumented', async () => {
    const future = new OpenAI({ apiKey: 'x', baseURL: server.url })
    Object.defineProperty(future, 'getUserAgent', { value: () => 'OpenAI/JS 99.1.0' })
    expect(instrumentOpenAI(future, providers())).toBe(future)
    expect((await future.chat.completions.create(params)).object).toBe('chat.completion')
    expect(telemetry.spans()).toEqual([])
    expect(said).toEqual([expect.stringContaining('openai 99 is not known to this version (tested: 4, 5, 6, 7)')])
  })
})

describe('a bad option', () => {
  it.each([
    [{ tokenEvents: 'loud' }, 'option "tokenEvents" is "loud"; allowed is one of "off", "milestones", "timeline", "every"'],
    [{ propagateTraceContext: 'yes' }, 'option "propagateTraceContext" is "yes"; allowed is "auto", true or false'],
    [{ spanNames: true }, 'unknown option "spanNames"'],
  ])('is named with what is allowed, and the client is instrumented with the default: %j', async (bad, message) => {
    await instrumentOpenAI(client(), { ...providers(), ...(bad as OpenAIOptions) }).chat.completions.create(params)
    expect(said).toEqual([expect.stringContaining(message)])
    expect(telemetry.spans()).toHaveLength(1)
  })
})

describe('telemetry that is broken', () => {
  it.each<[string, OpenAIOptions]>([
    ['a tracer that throws', { tracerProvider: { getTracer: () => ({ startSpan: thrower }) } as never }],
    ['a span whose every method throws', { tracerProvider: { getTracer: () => ({ startSpan: () => brokenSpan }) } as never }],
    [
      'instruments that throw',
      {
        meterProvider: {
          getMeter: () => new Proxy({}, { get: () => () => ({ add: thrower, record: thrower, addCallback: () => undefined }) }),
        } as never,
      },
    ],
    ['a redactor that throws', { captureContent: 'both', redact: thrower }],
    ['a logger that throws', { captureContent: 'event', loggerProvider: { getLogger: () => ({ emit: thrower }) } }],
  ])('does not reach the application: %s', async (_name, options) => {
    const observed = instrumentOpenAI(client(), { ...providers(), ...options })
    server.enqueue({ text: 'hello' }, { text: 'one two' }, { status: 401 })
    expect((await observed.chat.completions.create(params)).choices[0]!.message.content).toBe('hello')
    let text = ''
    for await (const chunk of await observed.chat.completions.create({ ...params, stream: true }))
      text += chunk.choices[0]?.delta.content ?? ''
    expect(text).toBe('one two')
    await expect(observed.chat.completions.create(params)).rejects.toMatchObject({ status: 401 })
  })

  it('does not record a text that the redactor could not clean', async () => {
    await instrumentOpenAI(client(), { ...providers(), captureContent: 'span', redact: thrower }).chat.completions.create(params)
    expect(JSON.stringify(telemetry.spans()[0]!.attributes)).not.toContain('my secret')
  })
})

describe('privacy', () => {
  it('keeps prompts, answers, keys and query secrets out of everything by default', async () => {
    server.enqueue(
      { text: 'the answer is 42' },
      { status: 401, error: { message: 'Incorrect API key provided: sk-very-secret-key. See https://x.test/?key=topsecret' } },
    )
    const observed = instrumentOpenAI(client(), providers())
    await observed.chat.completions.create(params)
    await observed.responses.create({ model: 'm', input: 'my secret', instructions: 'my secret instructions' }).catch(() => undefined)
    const everything = JSON.stringify([
      telemetry.spans().map(({ name, attributes, events, status }) => ({ name, attributes, events, status })),
      await telemetry.metrics(),
      telemetry.logs(),
      said,
    ])
    for (const secret of ['my secret', 'answer is 42', 'sk-very-secret-key', 'topsecret']) expect(everything).not.toContain(secret)
  })
})

function thrower(): never {
  throw new Error('broken telemetry')
}

const brokenSpan = new Proxy({}, { get: () => thrower })

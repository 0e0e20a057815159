import { context, createContextKey } from '@opentelemetry/api'
import { type InMemoryTelemetry, inMemoryTelemetry, startFakeOpenAI } from '@tokenscope/testing'
import OpenAI from 'openai'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { instrumentOpenAI, OpenAIInstrumentation, uninstrumentOpenAI } from '../src/index.ts'

const params = { model: 'm', messages: [{ role: 'user' as const, content: 'x' }] }

let server: Awaited<ReturnType<typeof startFakeOpenAI>>
let telemetry: InMemoryTelemetry
beforeEach(async () => {
  server = await startFakeOpenAI()
  telemetry = inMemoryTelemetry()
})
afterEach(async () => {
  await server.close()
  await telemetry.shutdown()
})

const plain = () => new OpenAI({ apiKey: 'x', baseURL: server.url })
const providers = ({ tracerProvider, meterProvider }: InMemoryTelemetry) => ({ tracerProvider, meterProvider })
const names = () => telemetry.spans().map(({ name }) => name)

describe('one span per call', () => {
  it('however often the client is instrumented', async () => {
    const client = plain()
    expect(instrumentOpenAI(instrumentOpenAI(client, providers(telemetry)), providers(telemetry))).toBe(client)
    await client.chat.completions.create(params)
    expect(names()).toEqual(['chat m'])
  })

  it('with the wrapper and auto-instrumentation together, by the options of the wrapper', async () => {
    const undo = new OpenAIInstrumentation({ ...providers(telemetry), provider: 'from-auto' }).instrumentModule({ OpenAI })
    try {
      await instrumentOpenAI(plain(), { ...providers(telemetry), provider: 'from-wrapper' }).chat.completions.create(params)
      expect(telemetry.spans().map(({ attributes }) => attributes['gen_ai.provider.name'])).toEqual(['from-wrapper'])
    } finally {
      undo()
    }
  })

  it('with two copies of this package', async () => {
    vi.resetModules()
    const copy = await import('../src/index.ts')
    expect(copy.instrumentOpenAI).not.toBe(instrumentOpenAI)
    const undo = new copy.OpenAIInstrumentation({ ...providers(telemetry) }).instrumentModule({ OpenAI })
    try {
      const client = copy.instrumentOpenAI(instrumentOpenAI(plain(), providers(telemetry)), providers(telemetry))
      await client.chat.completions.create(params)
      expect(names()).toEqual(['chat m'])
    } finally {
      undo()
    }
  })

  it('and none after uninstrumentOpenAI, which leaves no trace on the client', async () => {
    const client = plain()
    const before = [Reflect.ownKeys(client), Reflect.ownKeys(client.chat.completions), client.post, client.chat.completions.create]
    uninstrumentOpenAI(instrumentOpenAI(client, providers(telemetry)))
    expect([Reflect.ownKeys(client), Reflect.ownKeys(client.chat.completions), client.post, client.chat.completions.create]).toEqual(before)
    await client.chat.completions.create(params)
    expect(names()).toEqual([])
  })

  it('only for the instrumented client, not for others of its class', async () => {
    instrumentOpenAI(plain(), providers(telemetry))
    await plain().chat.completions.create(params)
    expect(names()).toEqual([])
  })

  it('for clients made by withOptions(), and subclasses', async () => {
    class Mine extends OpenAI {}
    const client = instrumentOpenAI(new Mine({ apiKey: 'x', baseURL: server.url }), providers(telemetry))
    await client.withOptions({ timeout: 5000 }).chat.completions.create(params)
    expect(names()).toEqual(['chat m'])
  })

  it("but not for calls whose tracing is suppressed, such as an exporter's own", async () => {
    const traced = inMemoryTelemetry({ contextManager: true })
    try {
      const suppressed = context.active().setValue(createContextKey('OpenTelemetry SDK Context Key SUPPRESS_TRACING'), true)
      await context.with(suppressed, () => instrumentOpenAI(plain(), providers(traced)).chat.completions.create(params))
      expect(traced.spans()).toEqual([])
    } finally {
      await traced.shutdown()
    }
  })

  it('marked abandoned when its stream is collected unread', async () => {
    const client = instrumentOpenAI(plain(), providers(telemetry))
    server.enqueue({ text: 'one two three', hangAt: 2 })
    await (async () => void (await client.chat.completions.create({ ...params, stream: true })))()
    await collected(() => telemetry.spans().length > 0)
    expect(telemetry.spans().map(({ attributes }) => attributes['tokenscope.outcome'])).toEqual(['abandoned'])
  })

  it('marked abandoned when its stream is dropped half read', async () => {
    const client = instrumentOpenAI(plain(), providers(telemetry))
    server.enqueue({ text: 'one two three', hangAt: 3 })
    await (async () => {
      const reader = (await client.chat.completions.create({ ...params, stream: true }))[Symbol.asyncIterator]()
      await reader.next()
    })()
    await collected(() => telemetry.spans().length > 0)
    expect(telemetry.spans().map(({ attributes }) => attributes['tokenscope.outcome'])).toEqual(['abandoned'])
  })

  it('whose first reader is not disturbed by a second one that fails', async () => {
    const client = instrumentOpenAI(plain(), providers(telemetry))
    server.enqueue({ text: 'one two three' })
    const stream = await client.responses.create({ model: 'm', input: 'x', stream: true })
    const reader = stream[Symbol.asyncIterator]()
    await reader.next()
    await expect(stream[Symbol.asyncIterator]().next()).rejects.toThrow('consumed')
    expect(names()).toEqual([])
    while (!(await reader.next()).done);
    expect(telemetry.spans().map(({ attributes }) => attributes['tokenscope.outcome'])).toEqual(['completed'])
  })

  it('not marked abandoned while only the iterator is held', async () => {
    const client = instrumentOpenAI(plain(), providers(telemetry))
    server.enqueue({ text: 'one two three' })
    // Here the SDK's iterator does not hold the stream, as it does for chat in the newest major.
    const input = { model: 'm', input: 'x', stream: true } as const
    const reader = await (async () => (await client.responses.create(input))[Symbol.asyncIterator]())()
    await reader.next()
    for (let i = 0; i < 5; i++) {
      gc()
      await new Promise((resolve) => setTimeout(resolve, 5))
    }
    expect(names()).toEqual([])
    while (!(await reader.next()).done);
    expect(telemetry.spans().map(({ attributes }) => attributes['tokenscope.outcome'])).toEqual(['completed'])
  })
})

function gc(): void {
  ;(globalThis as { gc?: () => void }).gc?.()
}

async function collected(holds: () => boolean): Promise<void> {
  const deadline = Date.now() + 10_000
  while (!holds() && Date.now() < deadline) {
    gc()
    await new Promise((resolve) => setTimeout(resolve, 5))
  }
}

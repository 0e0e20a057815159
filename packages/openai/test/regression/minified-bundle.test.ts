import { inMemoryTelemetry, startFakeOpenAI } from '@tokenscope/testing'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { instrumentOpenAI } from '../../src/index.ts'
import { CLIENTS } from '../identity/clients.ts'

// In a minified bundle every class has another name. Timeouts and aborts counted as errors there, and `error.type` was `ts`.

const params = { model: 'm', messages: [{ role: 'user' as const, content: 'x' }] }
const renamed = new Set<object>()

/** What a minifier does to the classes of a module; its statics keep their names. */
function minify(...classes: object[]): void {
  for (const one of classes.filter((value) => typeof value === 'function' && !renamed.has(value))) {
    Object.defineProperty(one, 'name', { value: `x${renamed.size % 10}`, configurable: true })
    renamed.add(one)
  }
}

let server: Awaited<ReturnType<typeof startFakeOpenAI>>
let telemetry: ReturnType<typeof inMemoryTelemetry>
beforeEach(async () => {
  server = await startFakeOpenAI()
  telemetry = inMemoryTelemetry()
})
afterEach(async () => {
  await server.close()
  await telemetry.shutdown()
})

describe.each(CLIENTS)('with the names of a minified bundle, $label', (kind) => {
  const load = async () => {
    const { OpenAI, AzureOpenAI } = await kind.load()
    minify(OpenAI, AzureOpenAI, ...(Object.values(OpenAI) as object[]))
    const { tracerProvider } = telemetry
    const options = { apiKey: 'x', baseURL: server.url, maxRetries: 0 }
    return {
      make: (more: object = {}) => instrumentOpenAI(new OpenAI({ ...options, ...more }), { tracerProvider }),
      azure: () =>
        instrumentOpenAI(new AzureOpenAI({ apiKey: 'x', endpoint: server.url.replace('/v1', ''), apiVersion: '1' }), { tracerProvider }),
    }
  }
  const ended = () => {
    const { attributes } = telemetry.spans()[0]!
    return [attributes['tokenscope.outcome'], attributes['error.type']]
  }

  it.each([
    [400, 'BadRequestError'],
    [401, 'AuthenticationError'],
    [429, 'RateLimitError'],
    [500, 'InternalServerError'],
  ])('status %d is %s', async (status, type) => {
    const { make } = await load()
    server.enqueue({ status })
    await make()
      .chat.completions.create(params)
      .catch(() => undefined)
    expect(ended()).toEqual(['error', type])
  })

  it('a timeout is one', async () => {
    const { make } = await load()
    server.enqueue({ hangAt: 'headers' })
    await make({ timeout: 50 })
      .chat.completions.create(params)
      .catch(() => undefined)
    expect(ended()).toEqual(['timeout', 'APIConnectionTimeoutError'])
  })

  it('an abort is no failure', async () => {
    const { make } = await load()
    server.enqueue({ hangAt: 'headers' })
    await make()
      .chat.completions.create(params, { signal: AbortSignal.timeout(50) })
      .catch(() => undefined)
    expect(ended()).toEqual(['aborted', undefined])
  })

  it('an error in mid-stream has its code', async () => {
    const { make } = await load()
    server.enqueue({ text: 'a b c d', errorAt: 3, error: { message: 'overloaded', code: 'server_overloaded' } })
    const read = async () => {
      for await (const _ of await make().chat.completions.create({ ...params, stream: true }));
    }
    await read().catch(() => undefined)
    expect(ended()).toEqual(['error', 'server_overloaded'])
  })

  it('Azure is Azure behind any host', async () => {
    const { azure } = await load()
    await azure().chat.completions.create(params)
    expect(telemetry.spans()[0]!.attributes['gen_ai.provider.name']).toBe('azure.ai.openai')
  })
})

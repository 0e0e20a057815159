import { createRequire } from 'node:module'
import { diag } from '@opentelemetry/api'
import { inMemoryTelemetry, startFakeOpenAI } from '@tokenscope/testing'
import { expect, it, onTestFinished, vi } from 'vitest'
import { OpenAIInstrumentation } from '../../src/index.ts'

// With @opentelemetry/api 1.9, which OpenTelemetry SDK 2 needs, the constructor of a newer InstrumentationBase throws, and the application ended.

const hooks = createRequire(import.meta.resolve('@opentelemetry/instrumentation'))

it('hooks that do not fit the API end nothing and say what fits; instrumentModule() works all the same', async () => {
  const api = hooks('@opentelemetry/api') as typeof import('@opentelemetry/api')
  vi.spyOn(api.logs, 'getLogger').mockImplementation(() => {
    throw new TypeError("Cannot read properties of undefined (reading 'getLogger')")
  })
  const said: string[] = []
  const hear = (message: string): void => void said.push(message)
  diag.setLogger({ error: hear, warn: hear, info: hear, debug: hear, verbose: hear }, { suppressOverrideMessage: true })
  onTestFinished(() => {
    diag.disable()
    vi.restoreAllMocks()
  })
  await using server = await startFakeOpenAI()
  const { tracerProvider, spans } = inMemoryTelemetry()

  const instrumentation = new OpenAIInstrumentation({ tracerProvider })
  instrumentation.setTracerProvider(tracerProvider)
  instrumentation.disable()
  instrumentation.enable()
  const module = await import('openai')
  instrumentation.instrumentModule(module)
  await new module.OpenAI({ apiKey: 'x', baseURL: server.url }).embeddings.create({ model: 'm', input: 'x' })

  expect(spans().map(({ name }) => name)).toEqual(['embeddings m'])
  expect(said).toHaveLength(2)
  for (const line of said) expect(line).toContain('must fit that of @opentelemetry/api: 0.2xx up to 1.9, newer ones from 1.10 on')
})

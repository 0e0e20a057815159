import { setImmediate } from 'node:timers/promises'
import { type FakeOpenAI, inMemoryTelemetry, type Script, startFakeOpenAI } from '@tokenscope/testing'
import type OpenAI from 'openai'
import { instrumentOpenAI, OpenAIInstrumentation, type OpenAIOptions } from '../../src/index.ts'
import type { ClientKind, Mode, OpenAIModule } from './clients.ts'

/** What a scenario works with: a client, its module, and the server behind it. */
export interface Scene {
  client: OpenAI
  module: OpenAIModule
  server: FakeOpenAI
  major: number
}

export type Story = (scene: Scene) => Promise<unknown>

export interface SpanSeen {
  name: string
  status: number
  attributes: Record<string, unknown>
  events: string[]
}

const CLIENT_OPTIONS = { apiKey: 'sk-test-key-123456', maxRetries: 2 }

/** Runs the story with the plain client: what the application sees without us. */
export async function tellPlain(kind: ClientKind, scripts: readonly Script[], story: Story): Promise<unknown> {
  const module = await kind.load()
  return withServer(scripts, (server) =>
    story({ client: new module.OpenAI({ ...CLIENT_OPTIONS, baseURL: server.url }), module, server, major: kind.major }),
  )
}

/** Runs the story with the observed client, and returns the spans that it left as well. */
export async function tellObserved(
  kind: ClientKind,
  mode: Mode,
  scripts: readonly Script[],
  story: Story,
  options: OpenAIOptions = {},
): Promise<{ seen: unknown; spans: SpanSeen[] }> {
  const module = await kind.load()
  const telemetry = inMemoryTelemetry()
  const { tracerProvider, meterProvider } = telemetry
  const all: OpenAIOptions = { tracerProvider, meterProvider, ...options }
  const undo =
    mode === 'auto-instrumentation' ? new OpenAIInstrumentation({ ...all, enabled: true }).instrumentModule(module) : () => undefined
  try {
    const seen = await withServer(scripts, (server) => {
      const client = new module.OpenAI({ ...CLIENT_OPTIONS, baseURL: server.url })
      return story({ client: mode === 'wrapper' ? instrumentOpenAI(client, all) : client, module, server, major: kind.major })
    })
    // Whatever still waits in the queues gets its turn, so that a second span would be seen.
    for (let turn = 0; turn < 5; turn++) await setImmediate()
    const spans = telemetry.spans().map((span) => ({
      name: span.name,
      status: span.status.code,
      attributes: { ...span.attributes },
      events: span.events.map(({ name }) => name),
    }))
    return { seen, spans }
  } finally {
    undo()
    await telemetry.shutdown()
  }
}

async function withServer<T>(scripts: readonly Script[], use: (server: FakeOpenAI) => Promise<T>): Promise<T> {
  const server = await startFakeOpenAI()
  try {
    for (const script of scripts) server.enqueue(script)
    return await use(server)
  } finally {
    await server.close()
  }
}

/** What an application sees of an error; the port differs from server to server. */
export function errorSeen(error: unknown): unknown {
  const { message, status, code, type } = error as Error & { status?: number; code?: unknown; type?: unknown }
  return { class: (error as Error).constructor.name, message: String(message).replace(/127\.0\.0\.1:\d+/g, 'host'), status, code, type }
}

export async function outcome(run: () => unknown): Promise<unknown> {
  try {
    return await run()
  } catch (error) {
    return errorSeen(error)
  }
}

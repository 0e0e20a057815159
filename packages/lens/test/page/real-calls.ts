import { start } from '@tokenscope/node'
import { instrumentOpenAI } from '@tokenscope/openai'
import { type FakeOpenAI, fakeNvidiaSmi, type Script, startFakeOpenAI, waitFor } from '@tokenscope/testing'
import OpenAI from 'openai'
import type { CallSummary } from '../../src/api/index.ts'
import { type Lens, startLens } from '../../src/index.ts'
import type { LensOptions } from '../../src/lens-options.ts'

/** An application with the SDK that sends to a lens, and a model that does what it is told. */
export interface RealCalls {
  readonly lens: Lens
  readonly server: FakeOpenAI
  /** Makes a streamed call, sends its span, and gives it as the lens lists it. A failure of the call belongs to the story. */
  chat(script: Script, options?: { readonly model?: string; readonly question?: string }): Promise<CallSummary>
  /** Sends what has ended. */
  flush(): Promise<void>
  shutdown(): Promise<void>
}

export interface RealCallsOptions {
  readonly lens?: LensOptions
  readonly gpu?: boolean
  /** Prompts and answers go onto the span. */
  readonly captureContent?: boolean
}

export async function startRealCalls({
  lens: lensOptions = {},
  gpu = false,
  captureContent = false,
}: RealCallsOptions = {}): Promise<RealCalls> {
  const lens = await startLens({ port: 0, otlpPort: 0, ...lensOptions })
  const server = await startFakeOpenAI()
  const smi = gpu ? await fakeNvidiaSmi({ gpus: [{ fields: { 'memory.used': 14_336, 'utilization.gpu': 87 } }] }) : undefined
  const telemetry = await start({
    serviceName: 'assistant',
    endpoint: lens.otlpUrl,
    prometheus: false,
    openai: false,
    host: false,
    runtime: false,
    handleSignals: false,
    gpu: smi === undefined ? false : { command: smi.command },
    ...(captureContent && { captureContent: 'span' }),
  })
  const client = instrumentOpenAI(new OpenAI({ apiKey: 'none', baseURL: server.url, maxRetries: 1 }), {
    stallThresholdMs: 250,
    ...(captureContent && { captureContent: 'span' }),
  })
  return {
    lens,
    server,
    async chat(script, { model = 'Qwen3-4B-Instruct-2507', question = 'Name a colour.' } = {}) {
      server.enqueue(
        ...(script.status === undefined || script.status < 400 ? [script] : [script, { tokens: 14, firstChunkDelayMs: 40, gapMs: 6 }]),
      )
      const before = new Set((await listCalls(lens)).map(({ spanId }) => spanId))
      await ask(client, model, question).catch(() => {
        // The application sees the error as it would without telemetry.
      })
      await telemetry.forceFlush()
      return waitFor(async () => (await listCalls(lens)).find(({ spanId }) => !before.has(spanId)), { what: 'the call in the lens' })
    },
    flush: () => telemetry.forceFlush(),
    async shutdown() {
      await telemetry.shutdown()
      await server.close()
      await smi?.[Symbol.asyncDispose]()
      await lens.shutdown()
    },
  }
}

async function ask(client: OpenAI, model: string, question: string): Promise<void> {
  const stream = await client.chat.completions.create({
    model,
    messages: [{ role: 'user', content: question }],
    stream: true,
    stream_options: { include_usage: true },
  })
  for await (const _chunk of stream) {
    // When the tokens came is all that counts here.
  }
}

async function listCalls(lens: Lens): Promise<readonly CallSummary[]> {
  const answer = await fetch(`${lens.url}/api/calls`)
  return ((await answer.json()) as { calls: readonly CallSummary[] }).calls
}

/** Answers that have something to show. */
export const STORIES = {
  plain: { tokens: 24, firstChunkDelayMs: 60, gapMs: 6 },
  reasoned: { reasoningTokens: 12, tokens: 30, firstChunkDelayMs: 120, gapMs: { min: 4, max: 16 } },
  stalled: { tokens: 30, firstChunkDelayMs: 80, gapMs: 8, stalls: [{ at: 14, ms: 480 }] },
  refused: {
    status: 429,
    headers: { 'retry-after-ms': '160' },
    headersDelayMs: 30,
    error: { message: 'Too many requests.', code: 'rate_limit_exceeded' },
  },
  broken: { tokens: 40, firstChunkDelayMs: 60, gapMs: 8, resetAt: 16 },
  tools: { toolCalls: [{ name: 'get_weather', arguments: { city: 'Reykjavik' } }], firstChunkDelayMs: 90, gapMs: 10 },
} as const satisfies Readonly<Record<string, Script>>

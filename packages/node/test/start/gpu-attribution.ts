import { setTimeout as delay } from 'node:timers/promises'
import type { Attributes } from '@opentelemetry/api'
import type { SpanProcessor } from '@opentelemetry/sdk-trace'
import type { GpuAttributionOptions, Telemetry } from '@tokenscope/node'
import { instrumentOpenAI } from '@tokenscope/openai'
import { type ControlledStream, type FakeNvidiaSmi, fakeNvidiaSmi, type Sample, scrape, waitFor } from '@tokenscope/testing'
import OpenAI from 'openai'
import { onTestFinished } from 'vitest'
import { startAlone } from '../start-alone.ts'

/** A telemetry that joins calls with a fake GPU of 300 W, sampled ten times a second. */
export interface JoinedRun {
  readonly telemetry: Telemetry
  readonly fake: FakeNvidiaSmi
  /** Attributes of the spans that have been exported, by name of the model. */
  spans(): Map<unknown, Attributes>
  scrape(): Promise<readonly Sample[]>
  /** Energy of the host so far, joules. */
  hostJoules(): Promise<number>
  /** Waits for so many further samples. */
  samples(count: number): Promise<void>
  /** Stops the samples and waits until the last one is older than `ageMs`. */
  silence(ageMs: number): Promise<void>
}

export async function startJoined(attribution: GpuAttributionOptions, env: Record<string, string> = {}): Promise<JoinedRun> {
  const gpus = [{ fields: { 'power.draw': 300, 'utilization.gpu': 50, 'memory.used': 1_024 } }]
  const fake = await fakeNvidiaSmi({ gpus })
  onTestFinished(() => fake.close())
  const { processor, spans } = spansUntilShutdown()
  const telemetry = startAlone(
    {
      prometheus: { port: 0 },
      spanProcessors: [processor],
      gpu: { command: fake.command, intervalMs: 100, details: false, processes: false, attribution },
    },
    env,
  )
  await telemetry.ready
  const page = (): Promise<readonly Sample[]> => scrape(telemetry.prometheusUrl as string)
  const read = async (name: string): Promise<number> => (await page()).find((sample) => sample.name === name)?.value ?? 0
  const run: JoinedRun = {
    telemetry,
    fake,
    spans: () => spans,
    scrape: page,
    hostJoules: () => read('hw_energy_total'),
    async samples(count) {
      const from = await read('tokenscope_gpu_reader_samples_total')
      await waitFor(async () => (await read('tokenscope_gpu_reader_samples_total')) >= from + count, { what: 'samples of the GPU' })
    },
    async silence(ageMs) {
      await fake.setScript({ gpus, silentFromPass: 0 })
      await waitFor(async () => (await read('tokenscope_gpu_reader_sample_age')) * 1_000 > ageMs, { what: 'silence of the GPU' })
    },
  }
  await waitFor(async () => (await run.hostJoules()) > 0, { what: 'energy of the GPU', timeoutMs: 20_000 })
  return run
}

/** Attributes of the spans that ended before the processor was shut down, by name of the model. */
export function spansUntilShutdown(): { processor: SpanProcessor; spans: Map<unknown, Attributes> } {
  const spans = new Map<unknown, Attributes>()
  let isOver = false
  const processor: SpanProcessor = {
    onStart: () => undefined,
    onEnd: ({ attributes }) => void (isOver || spans.set(attributes['gen_ai.request.model'], attributes)),
    forceFlush: async () => undefined,
    shutdown: async () => void (isOver = true),
  }
  return { processor, spans }
}

export function newClient(baseURL: string): OpenAI {
  return instrumentOpenAI(new OpenAI({ baseURL, apiKey: 'none', maxRetries: 0 }))
}

/** Streams one answer and reads it to its end. */
export async function readStream(client: OpenAI, model: string): Promise<void> {
  const stream = await client.chat.completions.create({ model, messages: [{ role: 'user', content: 'Hello' }], stream: true })
  for await (const _ of stream);
}

/** Pushes tokens into streams, each its own number at a time, until the returned function is called. */
export function keepPushing(streams: readonly (readonly [ControlledStream, number])[]): () => Promise<void> {
  let going = true
  const pushing = (async () => {
    while (going) {
      for (const [stream, count] of streams) for (let i = 0; i < count; i++) stream.push('a ')
      await delay(10)
    }
  })()
  return () => {
    going = false
    return pushing
  }
}

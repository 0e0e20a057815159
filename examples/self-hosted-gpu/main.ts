/** A self-hosted model, the GPU that serves it, and what each call costs it: joules, GPU-seconds, memory. */
import assert from 'node:assert/strict'
import { setTimeout as sleep } from 'node:timers/promises'
import { InMemorySpanExporter, SimpleSpanProcessor } from '@opentelemetry/sdk-trace'
import { formatQuantity } from '@tokenscope/gpu'
import { start } from '@tokenscope/node'
import { instrumentOpenAI } from '@tokenscope/openai'
import { fakeNvidiaSmi, scrape, startFakeOpenAI } from '@tokenscope/testing'
import OpenAI from 'openai'

// Yours: OPENAI_BASE_URL=http://localhost:8000/v1, a server on this host's GPUs, read with the real nvidia-smi. Without it both are fakes.
const isReal = process.env.OPENAI_BASE_URL !== undefined
const server = isReal ? undefined : await startFakeOpenAI({ script: { tokens: 60, firstChunkDelayMs: 300, gapMs: 25 } })
const fields = { 'power.draw.instant': [420, 510, 640], 'utilization.gpu': [70, 90, 100], 'memory.used': 71_234 }
const tool = isReal ? undefined : await fakeNvidiaSmi({ driverVersion: '590.48.01', gpus: [{ fields }] })
const baseURL = process.env.OPENAI_BASE_URL ?? String(server?.url)

// 1. Say which servers run on the GPUs of this host. A sample a second is the default; these calls are short.
const spans = new InMemorySpanExporter()
const telemetry = start({
  serviceName: 'self-hosted-gpu',
  prometheus: { port: 0 },
  spanProcessors: [new SimpleSpanProcessor({ exporter: spans })],
  gpu: { intervalMs: 200, attribution: { servers: [baseURL] }, ...(tool && { command: tool.command }) },
})
await telemetry.ready
await until(async () => (await gpuFigure('hw_energy_total')) !== undefined)

// 2. Three calls at a time. Nothing more to do.
const client = instrumentOpenAI(new OpenAI({ baseURL, apiKey: process.env.OPENAI_API_KEY ?? 'none' }))
const model = process.env.OPENAI_MODEL ?? (await client.models.list()).data[0]?.id ?? 'unknown'
await Promise.all(['Why is the sky blue?', 'What is a joule?', 'Name three rivers.'].map(ask))

async function ask(content: string): Promise<void> {
  const messages = [{ role: 'user' as const, content }]
  const stream = await client.chat.completions.create({ model, messages, stream: true, stream_options: { include_usage: true } })
  for await (const _ of stream);
}

// 3. One page: the GPU now, and each call with its cost, which is known one sample after its end.
await until(async () => calls().length === 3)
const [load, power, memory] = [await gpuFigure('hw_gpu_utilization'), await gpuFigure('hw_power'), await gpuFigure('hw_gpu_memory_usage')]
console.log(`GPU      load ${figure(load, '1')}   power ${figure(power, 'W')}   memory ${figure(memory, 'By')}\n`)
console.log('call     tokens   duration     energy   per token   GPU time     memory   sampled   shared by')
for (const [index, { attributes, duration }] of calls().entries()) {
  const read = (name: string, unit: string): string => figure(attributes[name] as number | undefined, unit)
  const cells = [
    String(index + 1).padEnd(5),
    String(attributes['gen_ai.usage.output_tokens'] ?? '–').padStart(9),
    figure(duration[0] + duration[1] / 1e9, 's').padStart(10),
    read('tokenscope.gpu.energy', 'J').padStart(10),
    read('tokenscope.gpu.energy_per_output_token', 'J').padStart(11),
    read('tokenscope.gpu.time', 's').padStart(10),
    read('tokenscope.gpu.peak_memory', 'By').padStart(10),
    read('tokenscope.gpu.coverage', '1').padStart(9),
  ]
  console.log(`${cells.join(' ')}   ${attributes['tokenscope.gpu.attribution.method'] ?? 'too little was sampled'}`)
}
const attributed = calls().reduce((sum, { attributes }) => sum + Number(attributes['tokenscope.gpu.energy'] ?? 0), 0)
const used = (await gpuFigure('hw_energy_total')) ?? 0
console.log(`\n${figure(attributed, 'J')} of the ${figure(used, 'J')} that the GPU used in the meantime belong to these calls.`)

assert.ok(attributed <= used, 'no energy is given away twice')
for (const { attributes } of isReal ? [] : calls()) {
  assert.equal(attributes['gen_ai.usage.output_tokens'], 60)
  assert.equal(attributes['tokenscope.gpu.attribution.method'], 'tokens')
  assert.ok(Number(attributes['tokenscope.gpu.coverage']) >= 0.8)
  assert.equal(attributes['tokenscope.gpu.energy_per_output_token'], Number(attributes['tokenscope.gpu.energy']) / 60)
  assert.equal(attributes['tokenscope.gpu.peak_memory'], 71_234 * 1_048_576)
}
await telemetry.shutdown()
await server?.close()
await tool?.close()

function calls(): ReturnType<InMemorySpanExporter['getFinishedSpans']> {
  return spans.getFinishedSpans().filter(({ attributes }) => attributes['gen_ai.operation.name'] === 'chat')
}

/** From the page that Prometheus would scrape: the sum over the GPUs. */
async function gpuFigure(name: string): Promise<number | undefined> {
  const found = (await scrape(String(telemetry.prometheusUrl))).filter((sample) => sample.name === name)
  return found.length === 0 ? undefined : found.reduce((sum, { value }) => sum + value, 0)
}

function figure(value: number | undefined, unit: string): string {
  return value === undefined ? '–' : formatQuantity(value, unit)
}

/** Waits at most ten seconds: without a GPU the page has no figures, and says so. */
async function until(isTrue: () => Promise<boolean>): Promise<void> {
  for (let i = 0; i < 200 && !(await isTrue()); i++) await sleep(50)
}

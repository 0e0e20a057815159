/** A self-hosted server by its base URL, and a model in this very process by hand. */
import assert from 'node:assert/strict'
import { setTimeout as sleep } from 'node:timers/promises'
import { InMemorySpanExporter, SimpleSpanProcessor } from '@opentelemetry/sdk-trace'
import { start } from '@tokenscope/node'
import { instrumentOpenAI, startGeneration } from '@tokenscope/openai'
import { startFakeOpenAI } from '@tokenscope/testing'
import OpenAI from 'openai'

// Yours: OPENAI_BASE_URL=http://localhost:8000/v1 for vLLM, :8080/v1 for llama.cpp, :11434/v1 for Ollama.
const fake = process.env.OPENAI_BASE_URL
  ? undefined
  : await startFakeOpenAI({ script: { dialect: 'llamacpp', reasoningTokens: 8, tokens: 16, gapMs: 8 } })
const baseURL = process.env.OPENAI_BASE_URL ?? fake?.url

const spans = new InMemorySpanExporter()
const telemetry = start({ serviceName: 'self-hosted', prometheus: false, spanProcessors: [new SimpleSpanProcessor({ exporter: spans })] })

// 1. A server that speaks OpenAI's protocol. It needs no key, but the client wants one.
// What runs there it does not say; you may: { provider: 'vllm' }.
const client = instrumentOpenAI(new OpenAI({ baseURL, apiKey: process.env.OPENAI_API_KEY ?? 'none' }), fake && { provider: 'llama.cpp' })
const model = process.env.OPENAI_MODEL ?? (await client.models.list()).data[0]?.id ?? 'unknown'
const stream = await client.chat.completions.create({
  model,
  messages: [{ role: 'user', content: 'Which GPU are you on?' }],
  stream: true,
  stream_options: { include_usage: true },
})
for await (const chunk of stream) process.stdout.write(chunk.choices[0]?.delta?.content ?? '')
process.stdout.write('\n')

// 2. A model in this process: say when it starts, when a token comes, how it ends. Same span, same metrics.
const generation = startGeneration({ model: 'tiny-local-model', provider: 'in_process' })
let words = 0
for await (const word of tinyModel('Hello')) {
  generation.chunk()
  words++
  process.stdout.write(`${word} `)
}
generation.end({ inputTokens: 1, finishReasons: ['stop'] })
process.stdout.write('\n')

/** Stands for your bindings: yields a token when it has one. */
async function* tinyModel(prompt: string): AsyncGenerator<string> {
  for (const word of [prompt, 'from', 'a', 'very', 'small', 'model.']) {
    await sleep(15)
    yield word
  }
}

const finished = spans.getFinishedSpans()
const served = finished.find(({ name }) => name === `chat ${model}`)
const local = finished.find(({ name }) => name === 'chat tiny-local-model')
for (const span of [served, local]) {
  assert.ok(span)
  console.log(span.name, pick(span.attributes, /provider|server\.|usage\.(input|output)|time_to_first_token|rate|prefill/))
  assert.equal(span.attributes['tokenscope.outcome'], 'completed')
  assert.ok(span.events.some(({ name }) => name === 'tokenscope.first_token'))
}
assert.equal(local?.attributes['gen_ai.usage.output_tokens'], words)
assert.equal(served?.attributes['server.address'], new URL(baseURL ?? '').hostname)
if (fake) {
  assert.ok(served?.attributes['tokenscope.server.prefill_time'] !== undefined, 'llama.cpp says how long it took for the prompt')
  const sent = fake.requests.find(({ path }) => path.endsWith('/chat/completions'))?.headers.traceparent
  assert.ok(String(sent).includes(served?.spanContext().spanId ?? 'no span'), 'the server may join the trace')
}

function pick(attributes: Readonly<Record<string, unknown>>, names: RegExp): Record<string, unknown> {
  return Object.fromEntries(Object.entries(attributes).filter(([name]) => names.test(name)))
}

await telemetry.shutdown()
await fake?.close()

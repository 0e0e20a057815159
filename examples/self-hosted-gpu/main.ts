/** A self-hosted model, the GPU that serves it, and what each call costs it: joules, GPU-seconds, memory. */
import assert from 'node:assert/strict'
import { setTimeout as sleep } from 'node:timers/promises'
import { attributeRequests, formatGpuTable, formatQuantity, type RequestCost, startGpuMetrics } from '@tokenscope/gpu'
import { fakeNvidiaSmi, startFakeOpenAI } from '@tokenscope/testing'
import OpenAI from 'openai'

// Yours: OPENAI_BASE_URL=http://localhost:8000/v1, a server on this host's GPUs, read with the real nvidia-smi. Without it both are fakes.
const isReal = process.env.OPENAI_BASE_URL !== undefined
const server = isReal ? undefined : await startFakeOpenAI({ script: { tokens: 60, firstChunkDelayMs: 300, gapMs: 25 } })
const tool = isReal
  ? undefined
  : await fakeNvidiaSmi({
      driverVersion: '590.48.01',
      gpus: [
        {
          fields: {
            'power.draw.average': [420, 510, 640],
            'utilization.gpu': [70, 90, 100],
            'memory.used': 71_234,
            'clocks_event_reasons.active': '0x0000000000000004',
          },
        },
      ],
      processes: [{ gpu: 0, pid: 4242, name: 'VLLM::EngineCore', memory: 71_234 }],
    })

// 1. The GPU, sampled in the background. A second is the default; these calls are short.
const gpu = startGpuMetrics({ intervalMs: 200, meterProvider: false, ...(tool && { command: tool.command }) })
for (let i = 0; i < 200 && gpu.snapshot().length === 0 && !gpu.describe().tool.failure; i++) await sleep(50)

// 2. The join. Tell it only of calls to a server that runs on these GPUs.
const costs = new Map<string, RequestCost>()
const join = attributeRequests({ gpu, onCost: (cost) => costs.set(cost.id, cost) })

// 3. Three calls at a time.
const client = new OpenAI({ baseURL: process.env.OPENAI_BASE_URL ?? server?.url, apiKey: process.env.OPENAI_API_KEY ?? 'none' })
const model = process.env.OPENAI_MODEL ?? (await client.models.list()).data[0]?.id ?? 'unknown'
const questions = ['Why is the sky blue?', 'What is a joule?', 'Name three rivers.']
await Promise.all(questions.map(ask))

async function ask(question: string): Promise<void> {
  join.activity.begin(question, performance.now())
  const stream = await client.chat.completions.create({ model, messages: [{ role: 'user', content: question }], stream: true })
  for await (const chunk of stream) if (chunk.choices[0]?.delta?.content) join.activity.tokens(question, performance.now(), 1)
  join.activity.end(question, performance.now())
}

// The last window of a call ends one sample after the call.
for (let i = 0; i < 100 && costs.size < questions.length; i++) await sleep(50)

// 4. One page.
console.log(formatGpuTable(gpu.describe(), { details: false }), '\n')
console.log('call                   tokens     energy   per token   GPU time     memory   sampled   shared by')
for (const question of questions) {
  const cost = costs.get(question)
  const cells = [
    question.padEnd(20),
    String(cost?.outputTokens ?? '–').padStart(8),
    figure(cost?.joules, 'J').padStart(10),
    figure(cost?.joulesPerOutputToken, 'J').padStart(11),
    figure(cost?.gpuSeconds, 's').padStart(10),
    figure(cost?.peakMemoryBytes, 'By').padStart(10),
    figure(cost?.coverage, '1').padStart(9),
  ]
  console.log(`${cells.join(' ')}   ${cost?.method ?? 'too little was sampled'}`)
}
const used = gpu.snapshot().reduce((sum, { energyJoules = 0 }) => sum + energyJoules, 0)
const attributed = [...costs.values()].reduce((sum, { joules = 0 }) => sum + joules, 0)
console.log(`\n${figure(attributed, 'J')} of the ${figure(used, 'J')} that the GPU used in the meantime belong to these calls.`)

function figure(value: number | undefined, unit: string): string {
  return value === undefined ? '–' : formatQuantity(value, unit)
}

assert.ok(attributed <= used, 'no energy is given away twice')
if (!isReal) {
  assert.equal(costs.size, questions.length)
  for (const cost of costs.values()) {
    assert.equal(cost.outputTokens, 60)
    assert.equal(cost.method, 'tokens')
    assert.ok(cost.coverage >= 0.8 && cost.joules !== undefined && cost.joules > 0)
    assert.equal(cost.peakMemoryBytes, 71_234 * 1_048_576)
  }
}

join.shutdown()
await gpu.shutdown()
await server?.close()
await tool?.close()

/** Metrics for Prometheus and nothing else: no Collector, no traces. */
import assert from 'node:assert/strict'
import { start } from '@tokenscope/node'
import { instrumentOpenAI } from '@tokenscope/openai'
import { startFakeOpenAI } from '@tokenscope/testing'
import OpenAI from 'openai'

// Without OPENAI_BASE_URL and OPENAI_API_KEY a scriptable server in this process answers.
const useRealServer = Boolean(process.env.OPENAI_BASE_URL || process.env.OPENAI_API_KEY)
const fake = useRealServer ? undefined : await startFakeOpenAI({ script: { tokens: 20, firstChunkDelayMs: 60, gapMs: 5 } })
const model = process.env.OPENAI_MODEL ?? 'gpt-4o-mini'

// Port 0 takes a free one. Yours is 9464 unless you say otherwise, and Prometheus scrapes it.
const telemetry = start({ serviceName: 'prometheus-only', prometheus: { port: 0 } })
const client = instrumentOpenAI(new OpenAI(fake && { baseURL: fake.url, apiKey: 'none' }))

for (const content of ['Name a river.', 'Name a mountain.']) {
  const messages: OpenAI.Chat.Completions.ChatCompletionMessageParam[] = [{ role: 'user', content }]
  const stream = await client.chat.completions.create({ model, messages, stream: true, stream_options: { include_usage: true } })
  for await (const _chunk of stream) {
    // The metrics are made of when chunks come.
  }
}

await telemetry.ready
const url = telemetry.prometheusUrl
assert.ok(url, 'the endpoint listens')
const page = await (await fetch(url)).text()

console.log(`${url}, in part:`)
for (const line of page.split('\n'))
  if (/^(gen_ai|tokenscope)_client_\w+_(count|total)\b/.test(line)) console.log(line.replace(/\{.*\}/, ''))

assert.equal(sampleOf('tokenscope_client_requests_total'), 2)
assert.equal(sampleOf('gen_ai_client_operation_duration_count'), 2)
assert.equal(sampleOf('tokenscope_client_time_to_first_token_count'), 2)
assert.match(page, /^process_cpu_/m, 'the process and the machine are measured too')

/** The value of the first sample of that name. */
function sampleOf(name: string): number | undefined {
  const line = page.split('\n').find((candidate) => candidate.startsWith(`${name}{`))
  return line === undefined ? undefined : Number(line.slice(line.lastIndexOf('}') + 1))
}

await telemetry.shutdown()
await fake?.close()

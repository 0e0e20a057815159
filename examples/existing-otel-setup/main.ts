/** An application that knows nothing of Tokenscope: see telemetry.ts. */
import assert from 'node:assert/strict'
import { trace } from '@opentelemetry/api'
import { startFakeOpenAI } from '@tokenscope/testing'
import OpenAI from 'openai'
import { exported, sdk } from './telemetry.ts'

// Without OPENAI_BASE_URL and OPENAI_API_KEY a scriptable server in this process answers.
const useRealServer = Boolean(process.env.OPENAI_BASE_URL || process.env.OPENAI_API_KEY)
const fake = useRealServer ? undefined : await startFakeOpenAI({ script: { tokens: 12, gapMs: 5 } })
const model = process.env.OPENAI_MODEL ?? 'gpt-4o-mini'
const client = new OpenAI(fake && { baseURL: fake.url, apiKey: 'none' })

await trace.getTracer('shop').startActiveSpan('describe a product', async (span) => {
  try {
    const stream = await client.chat.completions.create({
      model,
      messages: [{ role: 'user', content: 'Describe a teapot in one line.' }],
      stream: true,
      stream_options: { include_usage: true },
    })
    for await (const chunk of stream) process.stdout.write(chunk.choices[0]?.delta?.content ?? '')
    process.stdout.write('\n')
  } finally {
    span.end()
  }
})

const spans = exported.getFinishedSpans()
const own = spans.find(({ name }) => name === 'describe a product')
const call = spans.find(({ name }) => name === `chat ${model}`)
console.log(`${own?.name} > ${call?.name}: ${call?.events.map(({ name }) => name).join(', ')}`)
assert.equal(spans.length, 2)
assert.equal(call?.parentSpanContext?.spanId, own?.spanContext().spanId, 'the call is a child of the application’s span')
assert.deepEqual(
  call?.events.map(({ name }) => name),
  ['tokenscope.first_token', 'tokenscope.last_token'],
)

await sdk.shutdown()
await fake?.close()

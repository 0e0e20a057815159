/** A streamed chat, observed: one line for the client, one to start. */
import assert from 'node:assert/strict'
import { formatSummary, start } from '@tokenscope/node'
import { instrumentOpenAI } from '@tokenscope/openai'
import { startFakeOpenAI } from '@tokenscope/testing'
import OpenAI from 'openai'

// Without OPENAI_BASE_URL and OPENAI_API_KEY a scriptable server in this process answers.
const useRealServer = Boolean(process.env.OPENAI_BASE_URL || process.env.OPENAI_API_KEY)
const fake = useRealServer ? undefined : await startFakeOpenAI({ script: { tokens: 40, firstChunkDelayMs: 120, gapMs: 12 } })
const model = process.env.OPENAI_MODEL ?? 'gpt-4o-mini'

const telemetry = start({ serviceName: 'chat-stream', prometheus: false })
const client = instrumentOpenAI(new OpenAI(fake && { baseURL: fake.url, apiKey: 'none' }))

try {
  const stream = await client.chat.completions.create({
    model,
    messages: [{ role: 'user', content: 'Say something nice about telemetry.' }],
    stream: true,
    stream_options: { include_usage: true },
  })
  let answer = ''
  for await (const chunk of stream) {
    const text = chunk.choices[0]?.delta?.content ?? ''
    process.stdout.write(text)
    answer += text
  }

  // What an application shows in its own sidebar.
  const summary = telemetry.summary()
  process.stdout.write(`\n\n${formatSummary(summary)}`)

  assert.ok(answer.length > 0)
  assert.equal(summary.total, 1)
  assert.equal(summary.successRate, 1)
  assert.ok(summary.meanTimeToFirstTokenMs !== undefined && summary.meanTimeToFirstTokenMs > 0)
  if (fake) {
    assert.equal(summary.outputTokens, 40)
    assert.ok(summary.meanTimeToFirstTokenMs >= 115, 'the server waits 120 ms before the first token')
  }
} finally {
  // Also after an error: the call that failed is the one to look at.
  await telemetry.shutdown()
  await fake?.close()
}

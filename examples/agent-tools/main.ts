/** An agent with two tools: every turn and every tool in one trace, and a limit for a model that does not stop. */
import assert from 'node:assert/strict'
import { trace } from '@opentelemetry/api'
import { InMemorySpanExporter, SimpleSpanProcessor } from '@opentelemetry/sdk-trace'
import { start } from '@tokenscope/node'
import { instrumentOpenAI } from '@tokenscope/openai'
import { ATTR_ERROR_TYPE, ATTR_GEN_AI_TOOL_NAME } from '@tokenscope/semconv'
import { formatTrace, startFakeOpenAI } from '@tokenscope/testing'
import OpenAI from 'openai'
import { LoopLimitError, runAgent } from './run-agent.ts'

// Without OPENAI_BASE_URL and OPENAI_API_KEY a scriptable server in this process answers: two turns with tools, then text.
const useRealServer = Boolean(process.env.OPENAI_BASE_URL || process.env.OPENAI_API_KEY)
const fake = useRealServer ? undefined : await startFakeOpenAI()
fake?.enqueue(
  {
    toolCalls: [
      { name: 'look_up_stock', arguments: { item: 'kettle' } },
      { name: 'look_up_stock', arguments: { item: 'samovar' } },
    ],
  },
  { toolCalls: [{ name: 'price_postage', arguments: { grams: 1800 } }] },
  { text: 'There are 12 kettles; two of them cost 5.50 € to send. We have no samovar.' },
)
const model = process.env.OPENAI_MODEL ?? 'gpt-4o-mini'

// Besides where OTEL_* says: kept here, to be looked at below.
const spans = new InMemorySpanExporter()
const telemetry = start({ serviceName: 'agent-tools', prometheus: false, spanProcessors: [new SimpleSpanProcessor({ exporter: spans })] })
const client = instrumentOpenAI(new OpenAI(fake && { baseURL: fake.url, apiKey: 'none' }))
const tracer = trace.getTracer('agent-tools')

try {
  const answer = await runAgent(
    { client, tracer, model, maxTurns: 6 },
    'Is there a kettle or a samovar, and what is the postage for two kettles?',
  )

  const finished = spans.getFinishedSpans()
  console.log(`${answer}\n`)
  console.log(formatTrace(finished, { attributes: [ATTR_GEN_AI_TOOL_NAME, ATTR_ERROR_TYPE], events: false }))

  const agent = finished.find(({ name }) => name === 'invoke_agent shop-assistant')
  const steps = finished.filter((span) => span.parentSpanContext?.spanId === agent?.spanContext().spanId).map(({ name }) => name)
  assert.equal(new Set(finished.map((span) => span.spanContext().traceId)).size, 1, 'everything is in one trace')
  if (fake) {
    assert.deepEqual(steps, [
      `chat ${model}`,
      'execute_tool look_up_stock',
      'execute_tool look_up_stock',
      `chat ${model}`,
      'execute_tool price_postage',
      `chat ${model}`,
    ])
    const failed = finished.filter((span) => span.attributes[ATTR_ERROR_TYPE] === 'RangeError').map(({ name }) => name)
    assert.deepEqual(failed, ['execute_tool look_up_stock'], 'one tool failed; the run did not')
    const { messages = [] } = (fake.requests[1]?.body ?? {}) as { messages?: { content: string }[] }
    assert.match(messages.at(-1)?.content ?? '', /There is no item .*samovar/, 'the model may read why')

    // A model that never stops: the loop ends by its limit, and the trace says why.
    spans.reset()
    fake.respond(() => true, { toolCalls: [{ name: 'look_up_stock', arguments: { item: 'kettle' } }] })
    await assert.rejects(runAgent({ client, tracer, model, maxTurns: 3 }, 'Again.'), LoopLimitError)
    const endless = spans.getFinishedSpans().find(({ name }) => name === 'invoke_agent shop-assistant')
    assert.equal(endless?.attributes[ATTR_ERROR_TYPE], 'LoopLimitError')
    console.log(`\n${endless?.status.message}`)
  }
} finally {
  // Also after an error: the call that failed is the one to look at.
  await telemetry.shutdown()
  await fake?.close()
}

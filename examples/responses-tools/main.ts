/** A tool loop on the Responses API: two calls and the tool between them, as one trace. */
import assert from 'node:assert/strict'
import { type Span, SpanStatusCode, trace } from '@opentelemetry/api'
import { InMemorySpanExporter, SimpleSpanProcessor } from '@opentelemetry/sdk-trace'
import { start } from '@tokenscope/node'
import { instrumentOpenAI } from '@tokenscope/openai'
import { formatTrace, startFakeOpenAI } from '@tokenscope/testing'
import OpenAI from 'openai'

// Without OPENAI_BASE_URL and OPENAI_API_KEY a scriptable server in this process answers: first with a call, then with text.
const useRealServer = Boolean(process.env.OPENAI_BASE_URL || process.env.OPENAI_API_KEY)
const fake = useRealServer ? undefined : await startFakeOpenAI()
fake?.enqueue(
  { toolCalls: [{ name: 'get_time', arguments: { city: 'Lima' } }], gapMs: 5 },
  { text: 'It is a quarter past nine in Lima.', gapMs: 5 },
)
const model = process.env.OPENAI_MODEL ?? 'gpt-4o-mini'

// Besides where OTEL_* says: kept here, to be looked at below.
const spans = new InMemorySpanExporter()
const telemetry = start({
  serviceName: 'responses-tools',
  prometheus: false,
  spanProcessors: [new SimpleSpanProcessor({ exporter: spans })],
})
const client = instrumentOpenAI(new OpenAI(fake && { baseURL: fake.url, apiKey: 'none' }))
const tracer = trace.getTracer('responses-tools')

const tools: OpenAI.Responses.Tool[] = [
  {
    type: 'function',
    name: 'get_time',
    description: 'The local time in a city.',
    parameters: { type: 'object', properties: { city: { type: 'string' } }, required: ['city'], additionalProperties: false },
    strict: true,
  },
]

try {
  const answer = await tracer.startActiveSpan('answer a question', async (span) => {
    try {
      const input: OpenAI.Responses.ResponseInputItem[] = [{ role: 'user', content: 'What time is it in Lima? Use the tool.' }]
      for (let turn = 0; turn < 5; turn++) {
        const response = await client.responses.stream({ model, input, tools }).finalResponse()
        const calls = response.output.filter((item) => item.type === 'function_call')
        if (calls.length === 0) return response.output_text
        input.push(...(response.output as OpenAI.Responses.ResponseInputItem[]))
        for (const call of calls) input.push({ type: 'function_call_output', call_id: call.call_id, output: runTool(call) })
      }
      throw new Error('The model did not stop asking for tools.')
    } catch (error) {
      failed(span, error)
      throw error
    } finally {
      span.end()
    }
  })

  console.log(`${answer}\n`)
  const finished = spans.getFinishedSpans()
  console.log(
    formatTrace(finished, {
      attributes: ['gen_ai.tool.name', 'gen_ai.usage.output_tokens', 'tokenscope.time_to_first_token'],
      events: false,
    }),
  )

  const root = finished.find(({ name }) => name === 'answer a question')
  const children = finished.filter((span) => span.parentSpanContext?.spanId === root?.spanContext().spanId).map(({ name }) => name)
  assert.deepEqual(new Set(finished.map((span) => span.spanContext().traceId)).size, 1, 'everything is in one trace')
  assert.ok(children.includes('execute_tool get_time'))
  if (fake) assert.deepEqual(children, [`chat ${model}`, 'execute_tool get_time', `chat ${model}`])
} finally {
  // Also after an error: the call that failed is the one to look at.
  await telemetry.shutdown()
  await fake?.close()
}

/** The application's own work, in a span named as the conventions say. */
function runTool(call: OpenAI.Responses.ResponseFunctionToolCall): string {
  const attributes = { 'gen_ai.operation.name': 'execute_tool', 'gen_ai.tool.name': call.name, 'gen_ai.tool.call.id': call.call_id }
  return tracer.startActiveSpan(`execute_tool ${call.name}`, { attributes }, (span) => {
    try {
      const { city } = JSON.parse(call.arguments) as { city: string }
      return JSON.stringify({ city, time: '09:15' })
    } catch (error) {
      // The model is told, and may ask again.
      failed(span, error)
      return JSON.stringify({ error: 'The arguments are not JSON.' })
    } finally {
      span.end()
    }
  })
}

/** The type alone: messages may quote content. */
function failed(span: Span, error: unknown): void {
  span.setAttribute('error.type', error instanceof Error ? error.constructor.name : 'Error')
  span.setStatus({ code: SpanStatusCode.ERROR })
}

import { setTimeout as sleep } from 'node:timers/promises'
import { SpanStatusCode, type Tracer } from '@opentelemetry/api'
import { ATTR_GEN_AI_OPERATION_NAME, ATTR_GEN_AI_TOOL_CALL_ID, ATTR_GEN_AI_TOOL_NAME, OPERATIONS } from '@tokenscope/semconv'
import type OpenAI from 'openai'
import type { Chapter } from './chapter.ts'

const TOOL_MS = 60

const TOOLS: OpenAI.Chat.Completions.ChatCompletionTool[] = [
  {
    type: 'function',
    function: {
      name: 'get_weather',
      description: 'The weather in a city, now.',
      parameters: { type: 'object', properties: { city: { type: 'string' } }, required: ['city'] },
    },
  },
]

export const toolLoop: Chapter = {
  title: 'A tool call, from question to answer',
  text: 'Two calls and the tool between them, under one span of the application.',
  scripts: [
    { toolCalls: [{ name: 'get_weather', arguments: { city: 'Reykjavik' } }], firstChunkDelayMs: 110, gapMs: 12 },
    { tokens: 18, firstChunkDelayMs: 90, gapMs: 12, toolCalls: [] },
  ],
  run: ({ client, model, limit, tracer }) =>
    tracer.startActiveSpan('answer a question', async (span) => {
      try {
        const messages: OpenAI.Chat.Completions.ChatCompletionMessageParam[] = [
          { role: 'user', content: 'Do I need an umbrella in Reykjavik? Use the tool.' },
        ]
        const asked = client.chat.completions.stream({ model, messages, tools: TOOLS, stream_options: { include_usage: true }, ...limit })
        const { message } = (await asked.finalChatCompletion()).choices[0]!
        messages.push(message)
        for (const call of message.tool_calls ?? []) {
          messages.push({ role: 'tool', tool_call_id: call.id, content: await runTool(tracer, call) })
        }
        const answered = client.chat.completions.stream({
          model,
          messages,
          tools: TOOLS,
          stream_options: { include_usage: true },
          ...limit,
        })
        await answered.finalChatCompletion()
      } catch (error) {
        span.setStatus({ code: SpanStatusCode.ERROR, message: String(error) })
        throw error
      } finally {
        span.end()
      }
    }),
}

/** The application runs its tool in a span of its own, named as the conventions say. */
function runTool(tracer: Tracer, call: OpenAI.Chat.Completions.ChatCompletionMessageToolCall): Promise<string> {
  const name = call.type === 'function' ? call.function.name : call.custom.name
  const attributes = {
    [ATTR_GEN_AI_OPERATION_NAME]: OPERATIONS.executeTool,
    [ATTR_GEN_AI_TOOL_NAME]: name,
    [ATTR_GEN_AI_TOOL_CALL_ID]: call.id,
  }
  return tracer.startActiveSpan(`${OPERATIONS.executeTool} ${name}`, { attributes }, async (span) => {
    await sleep(TOOL_MS)
    span.end()
    return '{"rain": true, "wind": "strong"}'
  })
}

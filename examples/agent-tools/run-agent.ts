import { SpanStatusCode, type Tracer } from '@opentelemetry/api'
import { ATTR_ERROR_TYPE, ATTR_GEN_AI_AGENT_NAME, ATTR_GEN_AI_OPERATION_NAME, OPERATIONS } from '@tokenscope/semconv'
import type OpenAI from 'openai'
import { runTool } from './run-tool.ts'
import { TOOLS } from './tools.ts'

/** The model asked for tools again and again and gave no answer. */
export class LoopLimitError extends Error {
  override readonly name = 'LoopLimitError'
}

export interface Agent {
  readonly client: OpenAI
  readonly tracer: Tracer
  readonly model: string
  /** The most calls of the model in one run: a loop that does not end costs money. */
  readonly maxTurns: number
}

/**
 * Asks, runs the tools that the model asks for, and asks again until it answers. One span `invoke_agent` is the parent of every step.
 * @throws LoopLimitError after `maxTurns`
 */
export async function runAgent({ client, tracer, model, maxTurns }: Agent, task: string): Promise<string> {
  const attributes = { [ATTR_GEN_AI_OPERATION_NAME]: OPERATIONS.invokeAgent, [ATTR_GEN_AI_AGENT_NAME]: 'shop-assistant' }
  return await tracer.startActiveSpan('invoke_agent shop-assistant', { attributes }, async (span) => {
    try {
      const messages: OpenAI.Chat.Completions.ChatCompletionMessageParam[] = [{ role: 'user', content: task }]
      const tools = [...TOOLS.values()].map(({ definition }) => definition)
      for (let turn = 0; turn < maxTurns; turn++) {
        const { choices } = await client.chat.completions.create({ model, messages, tools })
        const message = choices[0]?.message
        if (!message?.tool_calls?.length) return message?.content ?? ''
        messages.push(message)
        for (const call of message.tool_calls) {
          if (call.type !== 'function') continue
          messages.push({ role: 'tool', tool_call_id: call.id, content: runTool(tracer, call) })
        }
      }
      throw new LoopLimitError(`The model asked for tools in each of ${maxTurns} turns and gave no answer.`)
    } catch (error) {
      span.setAttribute(ATTR_ERROR_TYPE, error instanceof Error ? error.constructor.name : 'Error')
      // Our own words only: a provider's may quote the prompt, or the key.
      span.setStatus({ code: SpanStatusCode.ERROR, ...(error instanceof LoopLimitError && { message: error.message }) })
      throw error
    } finally {
      span.end()
    }
  })
}

import { SpanStatusCode, type Tracer } from '@opentelemetry/api'
import {
  ATTR_ERROR_TYPE,
  ATTR_GEN_AI_OPERATION_NAME,
  ATTR_GEN_AI_TOOL_CALL_ID,
  ATTR_GEN_AI_TOOL_NAME,
  ATTR_GEN_AI_TOOL_TYPE,
  OPERATIONS,
} from '@tokenscope/semconv'
import type OpenAI from 'openai'
import { TOOLS } from './tools.ts'

type ToolCall = OpenAI.Chat.Completions.ChatCompletionMessageFunctionToolCall

/**
 * Runs one tool in a span named as the conventions say. What went wrong is the model's to mend, so it comes back as text; the span says
 * of which type it was. Arguments, results and messages that quote them are content, and stay out of the span.
 */
export function runTool(tracer: Tracer, call: ToolCall): string {
  const { name } = call.function
  const attributes = {
    [ATTR_GEN_AI_OPERATION_NAME]: OPERATIONS.executeTool,
    // A name that the model made up would make a new series of each.
    [ATTR_GEN_AI_TOOL_NAME]: TOOLS.has(name) ? name : 'unknown',
    [ATTR_GEN_AI_TOOL_CALL_ID]: call.id,
    [ATTR_GEN_AI_TOOL_TYPE]: 'function',
  }
  return tracer.startActiveSpan(`${OPERATIONS.executeTool} ${attributes[ATTR_GEN_AI_TOOL_NAME]}`, { attributes }, (span) => {
    try {
      const tool = TOOLS.get(name)
      if (!tool) throw new RangeError(`There is no tool "${name}"; there are ${[...TOOLS.keys()].join(', ')}.`)
      return tool.run(JSON.parse(call.function.arguments) as Record<string, unknown>)
    } catch (error) {
      const { name: type, message } = error instanceof Error ? error : new Error(String(error))
      span.setAttribute(ATTR_ERROR_TYPE, type)
      span.setStatus({ code: SpanStatusCode.ERROR })
      return JSON.stringify({ error: message })
    } finally {
      span.end()
    }
  })
}

import { type JsonObject, listOf, objectOf, stringOf } from '../json-value.ts'
import type { ChoiceScript, ToolCallScript } from '../script.ts'
import { sampleSchema } from './sample-schema.ts'

/**
 * What a request that brings tools is answered with where the script says nothing: a call of the tool that it asks for, else of the
 * first one, or of the first two where it says `parallel_tool_calls: true`. No call after a tool's result, or with `tool_choice: none`.
 */
export function defaultToolCalls(choice: ChoiceScript, request: JsonObject): ToolCallScript[] {
  const speaks = choice.text !== undefined || choice.tokens !== undefined || choice.refusal !== undefined
  if (speaks || request.tool_choice === 'none' || answersTool(request)) return []
  const forced = objectOf(request.tool_choice)
  const name = stringOf(objectOf(forced.function).name) ?? stringOf(forced.name)
  const tools = functionTools(request).filter((tool) => name === undefined || tool.name === name)
  const count = request.parallel_tool_calls === true && name === undefined ? 2 : 1
  return tools.slice(0, count).map((tool) => ({ name: tool.name, arguments: objectOf(sampleSchema(tool.parameters)) }))
}

/** Chat nests the function in `function`, the Responses API does not. */
function functionTools(request: JsonObject): { name: string; parameters: unknown }[] {
  return listOf(request.tools).flatMap((entry) => {
    const tool = objectOf(entry)
    const { name, parameters } = tool.function === undefined ? tool : objectOf(tool.function)
    return tool.type === 'function' && typeof name === 'string' ? [{ name, parameters }] : []
  })
}

function answersTool(request: JsonObject): boolean {
  const last = objectOf(listOf(request.messages).at(-1) ?? listOf(request.input).at(-1))
  return last.role === 'tool' || last.type === 'function_call_output'
}

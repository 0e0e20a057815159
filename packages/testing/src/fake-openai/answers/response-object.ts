import type { Plan } from '../generation/plan.ts'
import { isTrue, type JsonObject } from '../json-value.ts'

/** Where a response of the Responses API stands. */
export type ResponseStatus = 'queued' | 'in_progress' | 'completed' | 'incomplete' | 'failed' | 'cancelled'

/** How this answer ends: as the script says, or cut short where the request's limit cut the text. */
export function outcomeOf(plan: Plan): ResponseStatus {
  return plan.script.outcome ?? (plan.choices[0]?.finishReason === 'length' ? 'incomplete' : 'completed')
}

/** The response object; `output` stays empty until something is finished. */
export function responseObject(plan: Plan, request: JsonObject, status: ResponseStatus, output: JsonObject[]): JsonObject {
  const { script } = plan
  const isDone = status === 'completed' || status === 'incomplete'
  return {
    id: plan.id,
    object: 'response',
    created_at: plan.created,
    status,
    background: isTrue(request.background),
    error:
      status === 'failed' ? { code: script.error?.code ?? 'server_error', message: script.error?.message ?? 'The model failed.' } : null,
    incomplete_details: status === 'incomplete' ? { reason: 'max_output_tokens' } : null,
    instructions: request.instructions ?? null,
    max_output_tokens: request.max_output_tokens ?? null,
    metadata: request.metadata ?? {},
    model: plan.model,
    output,
    parallel_tool_calls: request.parallel_tool_calls ?? true,
    previous_response_id: request.previous_response_id ?? null,
    reasoning: request.reasoning ?? { effort: null, summary: null },
    service_tier: plan.serviceTier ?? 'default',
    store: request.store ?? true,
    temperature: request.temperature ?? 1,
    text: request.text ?? { format: { type: 'text' } },
    tool_choice: request.tool_choice ?? 'auto',
    tools: request.tools ?? [],
    top_p: request.top_p ?? 1,
    truncation: request.truncation ?? 'disabled',
    usage: isDone && script.usage !== 'null' ? usageOf(plan) : null,
  }
}

/** The finished items of the answer: reasoning, then the message, then function calls. */
export function outputItems(plan: Plan): JsonObject[] {
  const [choice] = plan.choices
  if (!choice) return []
  const suffix = plan.id.slice('resp_'.length)
  const status = outcomeOf(plan) === 'incomplete' ? 'incomplete' : 'completed'
  const items: JsonObject[] = []
  if (choice.reasoning.length > 0) {
    items.push({ id: `rs_${suffix}`, type: 'reasoning', summary: [{ type: 'summary_text', text: choice.reasoning.join('') }] })
  }
  if (choice.text.length > 0 || choice.refusal !== undefined) {
    const part =
      choice.refusal === undefined
        ? { type: 'output_text', annotations: [], logprobs: [], text: choice.text.join('') }
        : { type: 'refusal', refusal: choice.refusal }
    items.push({ id: `msg_${suffix}`, type: 'message', status, role: 'assistant', content: [part] })
  }
  for (const call of choice.toolCalls) {
    const { id, name, arguments: text } = call
    items.push({ id: `fc_${id.replace(/^call_/, '')}`, type: 'function_call', status, arguments: text, call_id: id, name })
  }
  return items
}

function usageOf({ usage, script, promptTokens, completionTokens, reasoningTokens }: Plan): JsonObject | null {
  if (usage === undefined) return null
  return {
    input_tokens: promptTokens,
    input_tokens_details: { cached_tokens: script.usageCounts?.cachedTokens ?? 0 },
    output_tokens: completionTokens,
    output_tokens_details: { reasoning_tokens: reasoningTokens },
    total_tokens: promptTokens + completionTokens,
  }
}

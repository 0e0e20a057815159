import { CREATED, type Plan, planAnswer } from '../generation/plan.ts'
import { isTrue, type JsonObject } from '../json-value.ts'
import type { Script } from '../script.ts'
import type { Answer, StreamEvent } from './answer.ts'

/** `POST /responses`, streamed or not, and in the background. */
export function answerResponses(request: JsonObject, script: Script): Answer {
  const plan = planAnswer(request, script, 'resp_')
  const output = outputItems(plan)
  if (isTrue(request.background)) return { kind: 'json', body: responseObject(plan, request, 'queued', []) }
  if (!plan.streamed) return { kind: 'json', body: responseObject(plan, request, script.outcome ?? 'completed', output) }
  return { kind: 'stream', events: numbered(responseEvents(plan, request, output)), done: false }
}

/** `GET /responses/{id}` and `POST /responses/{id}/cancel`. */
export function answerStoredResponse(id: string, status: string, request: JsonObject, script: Script): Answer {
  const plan = planAnswer(request, { text: 'a stored answer', ...script }, 'resp_')
  return { kind: 'json', body: { ...responseObject(plan, request, status, status === 'completed' ? outputItems(plan) : []), id } }
}

function outputItems(plan: Plan): JsonObject[] {
  const [choice] = plan.choices
  if (!choice) return []
  const items: JsonObject[] = []
  if (choice.reasoning.length > 0) {
    items.push({ id: `rs_${plan.id.slice(5)}`, type: 'reasoning', summary: [{ type: 'summary_text', text: choice.reasoning.join('') }] })
  }
  if (choice.text.length > 0 || choice.refusal !== undefined) {
    const part =
      choice.refusal === undefined
        ? { type: 'output_text', text: choice.text.join(''), annotations: [], logprobs: [] }
        : { type: 'refusal', refusal: choice.refusal }
    items.push({ id: `msg_${plan.id.slice(5)}`, type: 'message', role: 'assistant', status: 'completed', content: [part] })
  }
  for (const call of choice.toolCalls) {
    items.push({
      id: `fc_${call.id.slice(5)}`,
      type: 'function_call',
      call_id: call.id,
      name: call.name,
      arguments: call.arguments,
      status: 'completed',
    })
  }
  return items
}

function responseObject(plan: Plan, request: JsonObject, status: string, output: JsonObject[]): JsonObject {
  const { script } = plan
  const usage = plan.usage && {
    input_tokens: plan.promptTokens,
    output_tokens: plan.completionTokens,
    total_tokens: plan.promptTokens + plan.completionTokens,
    input_tokens_details: { cached_tokens: script.usageCounts?.cachedTokens ?? 0 },
    output_tokens_details: { reasoning_tokens: plan.reasoningTokens },
  }
  return {
    id: plan.id,
    object: 'response',
    created_at: CREATED,
    status,
    background: isTrue(request.background),
    error:
      status === 'failed' ? { code: script.error?.code ?? 'server_error', message: script.error?.message ?? 'The model failed.' } : null,
    incomplete_details: status === 'incomplete' ? { reason: 'max_output_tokens' } : null,
    instructions: request.instructions ?? null,
    model: plan.model,
    output,
    parallel_tool_calls: true,
    previous_response_id: request.previous_response_id ?? null,
    service_tier: script.serviceTier ?? 'default',
    text: { format: { type: 'text' } },
    tool_choice: 'auto',
    tools: [],
    usage: status === 'completed' || status === 'incomplete' ? (usage ?? null) : null,
  }
}

function* responseEvents(plan: Plan, request: JsonObject, output: JsonObject[]): Generator<JsonObject> {
  const { script } = plan
  if (script.chunks) {
    for (const data of script.chunks) yield data as JsonObject
    return
  }
  yield { type: 'response.created', response: responseObject(plan, request, 'in_progress', []) }
  yield { type: 'response.in_progress', response: responseObject(plan, request, 'in_progress', []) }
  const [choice] = plan.choices
  for (const [outputIndex, item] of output.entries()) {
    const at = { item_id: item.id, output_index: outputIndex }
    yield { type: 'response.output_item.added', output_index: outputIndex, item: emptied(item) }
    if (item.type === 'reasoning') {
      yield { type: 'response.reasoning_summary_part.added', ...at, summary_index: 0, part: { type: 'summary_text', text: '' } }
      for (const delta of choice?.reasoning ?? []) yield { type: 'response.reasoning_summary_text.delta', ...at, summary_index: 0, delta }
      const text = choice?.reasoning.join('')
      yield { type: 'response.reasoning_summary_text.done', ...at, summary_index: 0, text }
      yield { type: 'response.reasoning_summary_part.done', ...at, summary_index: 0, part: { type: 'summary_text', text } }
    } else if (item.type === 'function_call') {
      for (const delta of String(item.arguments).match(/[\s\S]{1,6}/g) ?? [])
        yield { type: 'response.function_call_arguments.delta', ...at, delta }
      yield { type: 'response.function_call_arguments.done', ...at, name: item.name, arguments: item.arguments }
    } else {
      yield* messageEvents(item, at, plan)
    }
    yield { type: 'response.output_item.done', output_index: outputIndex, item }
  }
  const status = script.outcome ?? 'completed'
  yield { type: `response.${status}`, response: responseObject(plan, request, status, output) }
}

function* messageEvents(item: JsonObject, at: JsonObject, plan: Plan): Generator<JsonObject> {
  const [choice] = plan.choices
  const [part] = item.content as JsonObject[]
  const here = { ...at, content_index: 0 }
  const isRefusal = part?.type === 'refusal'
  yield { type: 'response.content_part.added', ...here, part: isRefusal ? { type: 'refusal', refusal: '' } : { ...part, text: '' } }
  if (isRefusal) {
    for (const delta of choice?.refusal?.match(/\s*\S+/g) ?? []) yield { type: 'response.refusal.delta', ...here, delta }
    yield { type: 'response.refusal.done', ...here, refusal: choice?.refusal }
  } else {
    do {
      for (const delta of choice?.text ?? []) yield { type: 'response.output_text.delta', ...here, delta, logprobs: [] }
    } while (plan.script.endless === true)
    yield { type: 'response.output_text.done', ...here, text: choice?.text.join(''), logprobs: [] }
  }
  yield { type: 'response.content_part.done', ...here, part }
}

function emptied(item: JsonObject): JsonObject {
  if (item.type === 'message') return { ...item, status: 'in_progress', content: [] }
  if (item.type === 'function_call') return { ...item, status: 'in_progress', arguments: '' }
  return { ...item, summary: [] }
}

function* numbered(events: Iterable<JsonObject>): Generator<StreamEvent> {
  let sequence = 0
  for (const event of events) {
    const { type } = event
    yield {
      ...(typeof type === 'string' && { event: type }),
      data: typeof event === 'object' ? { ...event, sequence_number: sequence++ } : event,
    }
  }
}

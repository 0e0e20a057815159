import type { Plan } from '../generation/plan.ts'
import { isTrue, type JsonObject, objectOf } from '../json-value.ts'
import type { StreamEvent } from './answer.ts'
import { outcomeOf, outputItems, responseObject } from './response-object.ts'

/** The events of a streamed response, numbered, each with its type as the name of the event. */
export function* responseEvents(plan: Plan, request: JsonObject): Generator<StreamEvent> {
  let sequence = 0
  for (const data of unnumbered(plan, request)) {
    yield { event: String(data.type), data: { ...data, sequence_number: sequence++ } }
  }
}

function* unnumbered(plan: Plan, request: JsonObject): Generator<JsonObject> {
  const output = outputItems(plan)
  const started = responseObject(plan, request, 'in_progress', [])
  yield { type: 'response.created', response: isTrue(request.background) ? { ...started, status: 'queued' } : started }
  if (isTrue(request.background)) yield { type: 'response.queued', response: { ...started, status: 'queued' } }
  yield { type: 'response.in_progress', response: started }
  for (const [outputIndex, item] of output.entries()) {
    const at = { item_id: item.id, output_index: outputIndex }
    yield { type: 'response.output_item.added', output_index: outputIndex, item: begun(item) }
    if (item.type === 'reasoning') yield* reasoningEvents(at, plan)
    else if (item.type === 'function_call') yield* callEvents(item, at, plan, request)
    else yield* messageEvents(item, at, plan, request)
    yield { type: 'response.output_item.done', output_index: outputIndex, item }
  }
  const status = outcomeOf(plan)
  yield { type: `response.${status}`, response: responseObject(plan, request, status, output) }
}

function* reasoningEvents(at: JsonObject, plan: Plan): Generator<JsonObject> {
  const pieces = plan.choices[0]?.reasoning ?? []
  const [here, text] = [{ ...at, summary_index: 0 }, pieces.join('')]
  yield { type: 'response.reasoning_summary_part.added', ...here, part: { type: 'summary_text', text: '' } }
  for (const delta of pieces) yield { type: 'response.reasoning_summary_text.delta', ...here, delta }
  yield { type: 'response.reasoning_summary_text.done', ...here, text }
  yield { type: 'response.reasoning_summary_part.done', ...here, part: { type: 'summary_text', text } }
}

function* callEvents(item: JsonObject, at: JsonObject, plan: Plan, request: JsonObject): Generator<JsonObject> {
  for (const delta of String(item.arguments).match(/[\s\S]{1,6}/g) ?? []) {
    yield { type: 'response.function_call_arguments.delta', ...at, delta, ...padding(plan, request) }
  }
  yield { type: 'response.function_call_arguments.done', ...at, name: item.name, arguments: item.arguments }
}

function* messageEvents(item: JsonObject, at: JsonObject, plan: Plan, request: JsonObject): Generator<JsonObject> {
  const [choice] = plan.choices
  const [part] = item.content as JsonObject[]
  const here = { ...at, content_index: 0 }
  const isRefusal = part?.type === 'refusal'
  yield { type: 'response.content_part.added', ...here, part: isRefusal ? { ...part, refusal: '' } : { ...part, text: '' } }
  if (isRefusal) {
    for (const delta of choice?.refusal?.match(/\s*\S+/g) ?? []) yield { type: 'response.refusal.delta', ...here, delta }
    yield { type: 'response.refusal.done', ...here, refusal: choice?.refusal }
  } else {
    do {
      for (const delta of choice?.text ?? []) {
        yield { type: 'response.output_text.delta', ...here, delta, logprobs: [], ...padding(plan, request) }
      }
    } while (plan.script.endless === true)
    yield { type: 'response.output_text.done', ...here, text: choice?.text.join(''), logprobs: [] }
  }
  yield { type: 'response.content_part.done', ...here, part }
}

function padding({ dialect, random }: Plan, request: JsonObject): JsonObject {
  const isPadded = dialect.obfuscation && objectOf(request.stream_options).include_obfuscation !== false
  return isPadded ? { obfuscation: random.id(random.between(1, 12)) } : {}
}

/** The item as it stands when it is announced. */
function begun(item: JsonObject): JsonObject {
  if (item.type === 'message') return { ...item, status: 'in_progress', content: [] }
  if (item.type === 'function_call') return { ...item, status: 'in_progress', arguments: '' }
  return { ...item, summary: [] }
}

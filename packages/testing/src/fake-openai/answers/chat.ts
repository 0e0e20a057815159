import { type Plan, type PlannedChoice, planAnswer } from '../generation/plan.ts'
import { type JsonObject, objectOf } from '../json-value.ts'
import type { Script } from '../script.ts'
import type { Answer, StreamEvent } from './answer.ts'

/** `POST /chat/completions`. */
export function answerChat(request: JsonObject, script: Script): Answer {
  const plan = planAnswer(request, script)
  if (!plan.streamed) return { kind: 'json', body: chatBody(plan) }
  const usageAsked = script.usageWhen === 'always' || objectOf(request.stream_options).include_usage === true
  return { kind: 'stream', events: chatEvents(plan, usageAsked), done: script.done !== false }
}

function chatBody(plan: Plan): JsonObject {
  const { script, dialect } = plan
  const choices = plan.choices.map((choice, index) => ({
    index,
    message: messageOf(choice, plan),
    ...dialect.choiceMembers,
    ...dialect.finishMembers,
    finish_reason: choice.finishReason,
  }))
  return {
    ...head(plan, 'chat.completion'),
    ...(script.choicesMember !== 'absent' && { choices: script.choicesMember === 'empty' ? [] : choices }),
    ...(script.usage === 'null' ? { usage: null } : plan.usage && { usage: plan.usage }),
    ...timings(plan),
  }
}

function messageOf(choice: PlannedChoice, plan: Plan): JsonObject {
  const calls = choice.toolCalls.map(({ id, name, arguments: text }) => ({ id, type: 'function', function: { name, arguments: text } }))
  return {
    role: 'assistant',
    content: choice.text.length > 0 || calls.length === 0 ? choice.text.join('') : null,
    refusal: choice.refusal ?? null,
    ...(choice.reasoning.length > 0 && { [reasoningField(plan)]: choice.reasoning.join('') }),
    ...(calls.length > 0 && { tool_calls: calls }),
  }
}

function* chatEvents(plan: Plan, usageAsked: boolean): Generator<StreamEvent> {
  const { script, dialect } = plan
  if (script.chunks) {
    for (const data of script.chunks) yield { data }
    return
  }
  const where = usageAsked && plan.usage ? (script.usage ?? 'last-chunk') : 'absent'
  const chunk = (choices: unknown[], extra: JsonObject = {}): StreamEvent => {
    const usage =
      where === 'every-chunk'
        ? { usage: plan.usage }
        : where === 'null' || (where === 'last-chunk' && dialect.nullUsage)
          ? { usage: null }
          : {}
    return { data: { ...head(plan, 'chat.completion.chunk'), choices, ...usage, ...extra } }
  }
  const choice = (index: number, delta: JsonObject, finishReason: string | null = null): JsonObject => ({
    index,
    delta,
    ...dialect.choiceMembers,
    ...(finishReason !== null && dialect.finishMembers),
    finish_reason: finishReason,
  })
  const finish = script.finish ?? 'own-chunk'
  if (script.choicesMember === 'empty') yield chunk([])
  if (script.choicesMember === 'absent') yield { data: head(plan, 'chat.completion.chunk') }
  const deltas = plan.choices.map((planned) => deltasOf(planned, plan))
  const longest = Math.max(...deltas.map((list) => list.length))
  if (dialect.role !== 'every') {
    for (let index = 0; index < deltas.length; index++) {
      yield chunk([choice(index, { role: 'assistant', content: dialect.role === 'empty-content' ? '' : null })])
    }
  }
  do {
    for (let step = 0; step < longest; step++) {
      for (const [index, list] of deltas.entries()) {
        const delta = list[step]
        if (!delta) continue
        const last = finish === 'last-content' && step === list.length - 1 && script.endless !== true
        yield chunk([
          choice(
            index,
            dialect.role === 'every' ? { role: 'assistant', ...delta } : delta,
            last ? plan.choices[index]!.finishReason : null,
          ),
        ])
      }
    }
  } while (script.endless === true)
  const usage: JsonObject = { ...(plan.usage && { usage: plan.usage }), ...timings(plan) }
  if (where === 'last-chunk' && finish === 'after-usage') yield chunk([], usage)
  if (finish === 'own-chunk' || finish === 'after-usage') {
    const carries = where === 'finish-chunk' ? usage : where === 'absent' ? timings(plan) : {}
    for (const [index, planned] of plan.choices.entries()) yield chunk([choice(index, {}, planned.finishReason)], carries)
  }
  if (where === 'last-chunk' && finish !== 'after-usage') yield chunk([], usage)
}

function deltasOf(choice: PlannedChoice, plan: Plan): JsonObject[] {
  const calls = choice.toolCalls.flatMap(({ id, name, arguments: text }, index) => {
    const opening = { index, id, type: 'function', function: { name, arguments: plan.dialect.wholeToolCalls ? text : '' } }
    const rest = plan.dialect.wholeToolCalls ? [] : (text.match(/[\s\S]{1,6}/g) ?? [])
    return [opening, ...rest.map((piece) => ({ index, function: { arguments: piece } }))]
  })
  return [
    ...choice.reasoning.map((piece) => ({ [reasoningField(plan)]: piece })),
    ...(choice.refusal === undefined ? [] : (choice.refusal.match(/\s*\S+/g) ?? []).map((refusal) => ({ refusal }))),
    ...choice.text.map((content) => ({ content })),
    ...calls.map((call) => ({ tool_calls: [call] })),
  ]
}

function head(plan: Plan, object: string): JsonObject {
  const { script, dialect, id, created, model } = plan
  return {
    id,
    object,
    created,
    model,
    ...dialect.chunkMembers,
    ...(script.serviceTier !== undefined && { service_tier: script.serviceTier }),
    ...(script.systemFingerprint !== undefined && { system_fingerprint: script.systemFingerprint }),
  }
}

function reasoningField({ script, dialect }: Plan): string {
  return script.reasoningField ?? dialect.reasoningField
}

function timings({ script, dialect, promptTokens, completionTokens }: Plan): JsonObject {
  if (!(script.timings ?? dialect.timings)) return {}
  return {
    timings: {
      prompt_n: promptTokens,
      prompt_ms: promptTokens * 2,
      predicted_n: completionTokens,
      predicted_ms: completionTokens * 10,
      predicted_per_second: 100,
    },
  }
}

import { placeUsage } from '../generation/place-usage.ts'
import type { Plan, PlannedChoice } from '../generation/plan.ts'
import { type JsonObject, objectOf } from '../json-value.ts'
import type { StreamEvent } from './answer.ts'

/** The chunks of a streamed chat completion; several choices take turns. */
export function* chatEvents(plan: Plan, request: JsonObject): Generator<StreamEvent> {
  const { script, dialect, choices } = plan
  const usage = placeUsage(plan, request)
  const finish = script.finish ?? 'own-chunk'
  const head = headOf(plan, 'chat.completion.chunk')
  const isPadded = dialect.obfuscation && objectOf(request.stream_options).include_obfuscation !== false
  const chunk = (list: unknown[], members: JsonObject, padding?: JsonObject): StreamEvent => ({
    data: { ...head, choices: list, ...members, ...padding },
  })
  const part = (index: number, delta: JsonObject, finishReason: string | null = null): JsonObject => ({
    index,
    delta: dialect.role === 'every' ? { role: 'assistant', ...delta } : delta,
    ...dialect.choiceMembers,
    ...(finishReason !== null && dialect.finishMembers),
    finish_reason: finishReason,
  })

  if (script.choicesMember === 'empty') yield chunk([], usage.content(0))
  if (script.choicesMember === 'absent') yield { data: head }
  if (dialect.role !== 'every') {
    for (const [index, choice] of choices.entries()) {
      const isEmpty = dialect.role === 'empty-content' && (choice.toolCalls.length === 0 || choice.text.length > 0)
      const delta = { role: 'assistant', content: isEmpty ? '' : null, ...(dialect.nullRefusal && { refusal: null }) }
      yield chunk([part(index, delta)], usage.content(0))
    }
  }
  const deltas = choices.map((choice) => deltasOf(choice, plan))
  const longest = Math.max(0, ...deltas.map((list) => list.length))
  let sent = 0
  do {
    for (let step = 0; step < longest; step++) {
      for (const [index, list] of deltas.entries()) {
        const delta = list[step]
        if (!delta) continue
        const isLast = finish === 'last-content' && step === list.length - 1 && script.endless !== true
        const members = isLast ? usage.finish : usage.content(plan.tokensAfter(++sent))
        const padding = isPadded ? { obfuscation: plan.random.id(plan.random.between(1, 12)) } : undefined
        yield chunk([part(index, delta, isLast ? choices[index]!.finishReason : null)], members, padding)
      }
    }
  } while (script.endless === true)
  if (usage.last && finish === 'after-usage') yield chunk([], usage.last)
  for (const [index, { finishReason }] of choices.entries()) {
    const wasSent = finish === 'last-content' && deltas[index]!.length > 0
    if (!wasSent && finish !== 'absent')
      yield chunk([part(index, dialect.role === 'every' ? { content: '' } : {}, finishReason)], usage.finish)
  }
  if (usage.last && finish !== 'after-usage') yield chunk([], usage.last)
}

/** What every chunk and body of one answer begins with. */
export function headOf({ script, dialect, id, created, model, serviceTier }: Plan, object: string): JsonObject {
  return {
    id,
    object,
    created,
    model,
    ...dialect.chunkMembers,
    ...(serviceTier !== undefined && { service_tier: serviceTier }),
    ...(script.systemFingerprint !== undefined && { system_fingerprint: script.systemFingerprint }),
  }
}

function deltasOf(choice: PlannedChoice, { dialect, reasoningField }: Plan): JsonObject[] {
  const calls = choice.toolCalls.flatMap(({ id, name, arguments: text }, index) => {
    const opening = { index, id, type: 'function', function: { name, arguments: dialect.wholeToolCalls ? text : '' } }
    const rest = dialect.wholeToolCalls ? [] : (text.match(/[\s\S]{1,6}/g) ?? [])
    return [opening, ...rest.map((piece) => ({ index, function: { arguments: piece } }))]
  })
  return [
    ...choice.reasoning.map((piece) => ({ [reasoningField]: piece })),
    ...(choice.refusal?.match(/\s*\S+/g) ?? []).map((refusal) => ({ refusal })),
    ...choice.text.map((content) => ({ content })),
    ...calls.map((call) => ({ tool_calls: [call] })),
  ]
}

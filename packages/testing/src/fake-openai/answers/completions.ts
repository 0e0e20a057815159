import { placeUsage, timings } from '../generation/place-usage.ts'
import { planAnswer } from '../generation/plan.ts'
import type { JsonObject } from '../json-value.ts'
import type { Script } from '../script.ts'
import type { Answer, StreamEvent } from './answer.ts'

/** `POST /completions`, the legacy endpoint. */
export function answerCompletions(request: JsonObject, script: Script): Answer {
  const plan = planAnswer(request, script, 'cmpl-')
  const head = { id: plan.id, object: 'text_completion', created: plan.created, model: plan.model }
  const choice = (index: number, text: string, finishReason: string | null): JsonObject => ({
    index,
    text,
    logprobs: null,
    finish_reason: finishReason,
  })
  if (!plan.streamed) {
    const choices = plan.choices.map(({ text, finishReason }, index) => choice(index, text.join(''), finishReason))
    const members = script.choicesMember === 'absent' ? {} : { choices: script.choicesMember === 'empty' ? [] : choices }
    const usage = script.usage === 'null' ? { usage: null } : plan.usage && { usage: plan.usage }
    return { kind: 'json', body: { ...head, ...members, ...usage, ...timings(plan) }, chunks: plan.chunkCount }
  }
  const usage = placeUsage(plan, request, plan.dialect.legacyUsage)
  const chunk = (choices: unknown[], members: JsonObject): StreamEvent => ({ data: { ...head, choices, ...members } })
  function* events(): Generator<StreamEvent> {
    if (script.choicesMember === 'empty') yield chunk([], usage.content(0))
    if (script.choicesMember === 'absent') yield { data: head }
    const longest = Math.max(0, ...plan.choices.map(({ text }) => text.length))
    let sent = 0
    do {
      for (let step = 0; step < longest; step++) {
        for (const [index, { text, finishReason }] of plan.choices.entries()) {
          if (step >= text.length) continue
          const isLast = script.finish === 'last-content' && step === text.length - 1
          yield chunk(
            [choice(index, text[step]!, isLast ? finishReason : null)],
            isLast ? usage.finish : usage.content(plan.tokensAfter(++sent)),
          )
        }
      }
    } while (script.endless === true)
    if (usage.last && script.finish === 'after-usage') yield chunk([], usage.last)
    if (script.finish !== 'absent' && script.finish !== 'last-content') {
      for (const [index, { finishReason }] of plan.choices.entries()) yield chunk([choice(index, '', finishReason)], usage.finish)
    }
    if (usage.last && script.finish !== 'after-usage') yield chunk([], usage.last)
  }
  return { kind: 'stream', events: events(), done: script.done !== false }
}

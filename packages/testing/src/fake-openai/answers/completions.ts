import { planAnswer } from '../generation/plan.ts'
import { type JsonObject, objectOf } from '../json-value.ts'
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
    return { kind: 'json', body: { ...head, choices, ...(plan.usage && { usage: plan.usage }) } }
  }
  const usageAsked = script.usageWhen === 'always' || objectOf(request.stream_options).include_usage === true
  function* events(): Generator<StreamEvent> {
    const inFinish = plan.dialect.legacyUsage === 'finish-chunk' ? { usage: plan.usage } : {}
    do {
      for (const [index, { text }] of plan.choices.entries()) {
        for (const piece of text) yield { data: { ...head, choices: [choice(index, piece, null)] } }
      }
    } while (script.endless === true)
    for (const [index, { finishReason }] of plan.choices.entries()) {
      yield { data: { ...head, choices: [choice(index, '', finishReason)], ...inFinish } }
    }
    if (usageAsked && plan.usage && plan.dialect.legacyUsage === 'last-chunk') yield { data: { ...head, choices: [], usage: plan.usage } }
  }
  return { kind: 'stream', events: events(), done: script.done !== false }
}

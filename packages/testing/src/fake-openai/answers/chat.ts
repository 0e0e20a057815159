import { timings } from '../generation/place-usage.ts'
import { type Plan, type PlannedChoice, planAnswer } from '../generation/plan.ts'
import type { JsonObject } from '../json-value.ts'
import type { Script } from '../script.ts'
import type { Answer } from './answer.ts'
import { chatEvents, headOf } from './chat-events.ts'

/** `POST /chat/completions`. */
export function answerChat(request: JsonObject, script: Script): Answer {
  const plan = planAnswer(request, script)
  if (!plan.streamed) return { kind: 'json', body: chatBody(plan), chunks: plan.chunkCount }
  return { kind: 'stream', events: chatEvents(plan, request), done: script.done !== false }
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
    ...headOf(plan, 'chat.completion'),
    ...(script.choicesMember !== 'absent' && { choices: script.choicesMember === 'empty' ? [] : choices }),
    ...(script.usage === 'null' ? { usage: null } : plan.usage && { usage: plan.usage }),
    ...timings(plan),
  }
}

function messageOf(choice: PlannedChoice, plan: Plan): JsonObject {
  const calls = choice.toolCalls.map(({ id, name, arguments: text }) => ({ id, type: 'function', function: { name, arguments: text } }))
  const isSilent = choice.text.length === 0 && (calls.length > 0 || choice.refusal !== undefined)
  return {
    role: 'assistant',
    content: isSilent ? null : choice.text.join(''),
    refusal: choice.refusal ?? null,
    ...(choice.reasoning.length > 0 && { [plan.reasoningField]: choice.reasoning.join('') }),
    ...(calls.length > 0 && { tool_calls: calls }),
  }
}

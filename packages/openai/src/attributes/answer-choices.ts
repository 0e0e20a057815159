import type { Generation } from '@tokenscope/core'
import type { Message } from '../content/chat-messages.ts'
import { withOutput } from '../content/snapshot.ts'
import { asFilledText, asList, asRecord, type JsonRecord } from './json-record.ts'
import { setOpenAIAnswer } from './openai-attributes.ts'
import { setServerTimings } from './server-timings.ts'
import { toUsage } from './usage.ts'

/**
 * Writes an answer with choices (chat, legacy completions) onto the generation. What is no such answer, an HTML page for instance,
 * says nothing.
 * @param toMessage makes the message of a choice; given only where content is captured
 */
export function answerChoices(
  value: unknown,
  generation: Generation,
  openaiFlavour: boolean,
  toMessage: ((choice: JsonRecord, finishReason: string) => Message) | undefined,
): void {
  const answer = asRecord(value)
  if (answer === undefined) return
  generation.responseId = asFilledText(answer.id)
  generation.responseModel = asFilledText(answer.model)
  generation.usage = toUsage(answer.usage)
  if (openaiFlavour) setOpenAIAnswer(generation, asFilledText(answer.service_tier), asFilledText(answer.system_fingerprint))
  const timings = asRecord(answer.timings)
  if (timings) setServerTimings(generation, timings.prompt_ms, timings.predicted_ms)
  const finishReasons: string[] = []
  const messages: Message[] = []
  for (const item of asList(answer.choices)) {
    const choice = asRecord(item) ?? {}
    const reason = asFilledText(choice.finish_reason) ?? 'error'
    finishReasons.push(reason)
    generation.toolCallCount += toolCallCount(asRecord(choice.message))
    if (toMessage) messages.push(toMessage(choice, reason))
  }
  if (finishReasons.length > 0) generation.finishReasons = finishReasons
  if (toMessage && messages.length > 0) generation.content = withOutput(generation.content, messages)
}

function toolCallCount(message: JsonRecord | undefined): number {
  if (message === undefined) return 0
  return asList(message.tool_calls).length + (asRecord(message.function_call) ? 1 : 0)
}

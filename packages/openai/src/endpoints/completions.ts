import type { Attributes } from '@opentelemetry/api'
import { OPERATIONS } from '@tokenscope/semconv'
import { answerChoices } from '../attributes/answer-choices.ts'
import { asRecord, asText, type JsonRecord } from '../attributes/json-record.ts'
import { putSampling } from '../attributes/sampling-attributes.ts'
import type { Message } from '../content/chat-messages.ts'
import { inputTexts } from '../content/input-texts.ts'
import { messageContent } from '../content/message-content.ts'
import { snapshot } from '../content/snapshot.ts'
import { ChatAccumulator } from '../streaming/accumulators/chat-accumulator.ts'
import type { Endpoint } from './endpoint.ts'
import { noFacts } from './no-facts.ts'

/** The legacy `completions.create`: a prompt in, text out. */
export const completions: Endpoint = {
  resource: ['completions'],
  method: 'create',
  operation: OPERATIONS.textCompletion,
  request(args) {
    const params = asRecord(args[0])
    if (params === undefined) return noFacts()
    const attributes: Attributes = {}
    putSampling(attributes, {
      maxTokens: params.max_tokens,
      n: params.n,
      seed: params.seed,
      temperature: params.temperature,
      topP: params.top_p,
      topK: params.top_k,
      frequencyPenalty: params.frequency_penalty,
      presencePenalty: params.presence_penalty,
      stop: params.stop,
    })
    return { model: asText(params.model), streaming: Boolean(params.stream), attributes }
  },
  content: (args) => snapshot(() => ({ inputMessages: inputTexts(asRecord(args[0])?.prompt) })),
  response(value, generation, captureContent, openaiFlavour) {
    answerChoices(value, generation, openaiFlavour, captureContent ? completed : undefined)
    return undefined
  },
  accumulator: (captureContent, openaiFlavour) => new ChatAccumulator(captureContent, openaiFlavour),
}

function completed(choice: JsonRecord, finishReason: string): Message {
  return { role: 'assistant', parts: messageContent(choice.text), finish_reason: finishReason }
}

import type { Attributes } from '@opentelemetry/api'
import { ATTR_GEN_AI_REQUEST_REASONING_LEVEL, OPERATIONS } from '@tokenscope/semconv'
import { answerChoices } from '../attributes/answer-choices.ts'
import { asRecord, asText } from '../attributes/json-record.ts'
import { putOpenAIRequest } from '../attributes/openai-attributes.ts'
import { putOutputType } from '../attributes/output-type.ts'
import { putText } from '../attributes/put.ts'
import { putSampling } from '../attributes/sampling-attributes.ts'
import { chatAnswer, chatMessages } from '../content/chat-messages.ts'
import { snapshot } from '../content/snapshot.ts'
import { toolDefinitions } from '../content/tool-definitions.ts'
import { ChatAccumulator } from '../streaming/accumulators/chat-accumulator.ts'
import type { Endpoint, RequestFacts } from './endpoint.ts'
import { noFacts } from './no-facts.ts'

/** `chat.completions.create`, which `parse`, `stream` and `runTools` call too, also under their old names in `beta.chat`. */
export const chat: Endpoint = {
  resource: ['chat', 'completions'],
  method: 'create',
  operation: OPERATIONS.chat,
  request(args, openaiFlavour): RequestFacts {
    const params = asRecord(args[0])
    if (params === undefined) return noFacts()
    const attributes: Attributes = {}
    const maxTokens = params.max_completion_tokens
    putSampling(attributes, {
      maxTokens: maxTokens ?? params.max_tokens,
      n: params.n,
      seed: params.seed,
      temperature: params.temperature,
      topP: params.top_p,
      topK: params.top_k,
      frequencyPenalty: params.frequency_penalty,
      presencePenalty: params.presence_penalty,
      stop: params.stop,
    })
    putText(attributes, ATTR_GEN_AI_REQUEST_REASONING_LEVEL, params.reasoning_effort ?? asRecord(params.reasoning)?.effort)
    putOutputType(attributes, params.response_format, params.modalities)
    if (openaiFlavour) putOpenAIRequest(attributes, 'chat_completions', params.service_tier)
    // The client streams for any truthy value.
    return { model: asText(params.model), streaming: Boolean(params.stream), attributes }
  },
  content(args) {
    return snapshot(() => {
      const params = asRecord(args[0])
      if (params === undefined) return {}
      return {
        inputMessages: chatMessages(params.messages),
        toolDefinitions: toolDefinitions(params.tools, params.functions),
      }
    })
  },
  response(value, generation, captureContent, openaiFlavour) {
    answerChoices(
      value,
      generation,
      openaiFlavour,
      captureContent ? (choice, reason) => chatAnswer(asRecord(choice.message) ?? {}, reason) : undefined,
    )
    return undefined
  },
  accumulator: (captureContent, openaiFlavour) => new ChatAccumulator(captureContent, openaiFlavour),
}

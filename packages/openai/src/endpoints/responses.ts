import type { Attributes } from '@opentelemetry/api'
import {
  ATTR_GEN_AI_CONVERSATION_ID,
  ATTR_GEN_AI_PROMPT_NAME,
  ATTR_GEN_AI_PROMPT_VERSION,
  ATTR_GEN_AI_REQUEST_MAX_TOKENS,
  ATTR_GEN_AI_REQUEST_PREVIOUS_RESPONSE_ID,
  ATTR_GEN_AI_REQUEST_REASONING_LEVEL,
  ATTR_GEN_AI_REQUEST_TEMPERATURE,
  ATTR_GEN_AI_REQUEST_TOP_K,
  ATTR_GEN_AI_REQUEST_TOP_P,
  OPERATIONS,
} from '@tokenscope/semconv'
import { asRecord, asText } from '../attributes/json-record.ts'
import { putOpenAIRequest, setOpenAIAnswer } from '../attributes/openai-attributes.ts'
import { putOutputType } from '../attributes/output-type.ts'
import { putNumber, putText } from '../attributes/put.ts'
import { applyResponse, readResponse } from '../attributes/response-facts.ts'
import { responseInput, responseInstructions } from '../content/response-items.ts'
import { snapshot } from '../content/snapshot.ts'
import { toolDefinitions } from '../content/tool-definitions.ts'
import { ResponseAccumulator } from '../streaming/accumulators/response-accumulator.ts'
import type { Endpoint } from './endpoint.ts'
import { noFacts } from './no-facts.ts'

/** `responses.create`, which `parse` and `stream` call too. */
export const responses: Endpoint = {
  resource: ['responses'],
  method: 'create',
  operation: OPERATIONS.chat,
  request(args, openaiFlavour) {
    const params = asRecord(args[0])
    if (params === undefined) return noFacts()
    const attributes: Attributes = {}
    putNumber(attributes, ATTR_GEN_AI_REQUEST_MAX_TOKENS, params.max_output_tokens)
    putNumber(attributes, ATTR_GEN_AI_REQUEST_TEMPERATURE, params.temperature)
    putNumber(attributes, ATTR_GEN_AI_REQUEST_TOP_P, params.top_p)
    putNumber(attributes, ATTR_GEN_AI_REQUEST_TOP_K, params.top_k)
    putText(attributes, ATTR_GEN_AI_REQUEST_PREVIOUS_RESPONSE_ID, params.previous_response_id)
    const { conversation } = params
    putText(attributes, ATTR_GEN_AI_CONVERSATION_ID, asRecord(conversation)?.id ?? conversation)
    putText(attributes, ATTR_GEN_AI_REQUEST_REASONING_LEVEL, asRecord(params.reasoning)?.effort)
    putPrompt(attributes, params.prompt)
    putOutputType(attributes, asRecord(params.text)?.format)
    if (openaiFlavour) putOpenAIRequest(attributes, 'responses', params.service_tier)
    return { model: asText(params.model), streaming: Boolean(params.stream), attributes }
  },
  content(args) {
    return snapshot(() => {
      const params = asRecord(args[0])
      if (params === undefined) return {}
      return {
        inputMessages: responseInput(params.input),
        systemInstructions: responseInstructions(params.instructions),
        toolDefinitions: toolDefinitions(params.tools),
      }
    })
  },
  response(value, generation, captureContent, openaiFlavour) {
    const facts = readResponse(value, captureContent)
    if (facts === undefined) return undefined
    applyResponse(facts, generation)
    if (openaiFlavour) setOpenAIAnswer(generation, facts.serviceTier, undefined)
    return facts.failure
  },
  accumulator: (captureContent, openaiFlavour) => new ResponseAccumulator(captureContent, openaiFlavour),
}

/** The same API under its other name, which openai 6 and 7 have beside it. */
export const betaResponses: Endpoint = { ...responses, resource: ['beta', 'responses'] }

function putPrompt(attributes: Attributes, value: unknown): void {
  const prompt = asRecord(value)
  if (prompt === undefined) return
  const { id } = prompt
  putText(attributes, ATTR_GEN_AI_PROMPT_NAME, id)
  if (typeof id === 'string') putText(attributes, ATTR_GEN_AI_PROMPT_VERSION, prompt.version)
}

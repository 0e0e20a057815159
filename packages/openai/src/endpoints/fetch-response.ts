import type { Attributes } from '@opentelemetry/api'
import type { Generation } from '@tokenscope/core'
import { ATTR_GEN_AI_REQUEST_STREAM_CURSOR, ATTR_GEN_AI_RESPONSE_ID, ATTR_GEN_AI_RESPONSE_STATUS, OPERATIONS } from '@tokenscope/semconv'
import { asRecord } from '../attributes/json-record.ts'
import { putOpenAIRequest, setOpenAIAnswer } from '../attributes/openai-attributes.ts'
import { putText } from '../attributes/put.ts'
import { applyResponse, readResponse } from '../attributes/response-facts.ts'
import { responseInstructions } from '../content/response-items.ts'
import { toolDefinitions } from '../content/tool-definitions.ts'
import { FetchedResponseAccumulator } from '../streaming/accumulators/fetched-response-accumulator.ts'
import type { Endpoint } from './endpoint.ts'

/**
 * `responses.retrieve`: fetches what was generated elsewhere. It is no inference, so no token usage is reported, and a response that
 * failed was still fetched.
 */
export const fetchResponse: Endpoint = {
  resource: ['responses'],
  method: 'retrieve',
  operation: OPERATIONS.fetchResponse,
  request(args, openaiFlavour) {
    const attributes: Attributes = {}
    putText(attributes, ATTR_GEN_AI_RESPONSE_ID, args[0])
    if (openaiFlavour) putOpenAIRequest(attributes, 'responses', undefined)
    const params = asRecord(args[1])
    if (params === undefined) return { model: undefined, streaming: false, attributes }
    const cursor = params.starting_after
    if (typeof cursor === 'number' || typeof cursor === 'string') attributes[ATTR_GEN_AI_REQUEST_STREAM_CURSOR] = String(cursor)
    return { model: undefined, streaming: Boolean(params.stream), attributes }
  },
  response(value, generation, captureContent, openaiFlavour) {
    const facts = readResponse(value, captureContent)
    if (facts === undefined) return undefined
    applyResponse({ ...facts, usage: undefined }, generation)
    if (facts.status !== undefined) generation.setAttribute(ATTR_GEN_AI_RESPONSE_STATUS, facts.status)
    if (openaiFlavour) setOpenAIAnswer(generation, facts.serviceTier, undefined)
    if (captureContent) addRequestContent(value, generation)
    return undefined
  },
  accumulator: (captureContent, openaiFlavour) => new FetchedResponseAccumulator(captureContent, openaiFlavour),
}

/** The same API under its other name, which openai 6 and 7 have beside it. */
export const betaFetchResponse: Endpoint = { ...fetchResponse, resource: ['beta', 'responses'] }

/** A fetched response carries instructions and tools of the request that made it, but not its input. */
function addRequestContent(value: unknown, generation: Generation): void {
  const response = asRecord(value)
  const instructions = responseInstructions(response?.instructions)
  const tools = toolDefinitions(response?.tools)
  if (instructions) generation.content = { ...generation.content, systemInstructions: () => instructions }
  if (tools) generation.content = { ...generation.content, toolDefinitions: () => tools }
}

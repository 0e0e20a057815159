import type { Attributes } from '@opentelemetry/api'
import { ATTR_GEN_AI_EMBEDDINGS_DIMENSION_COUNT, ATTR_GEN_AI_REQUEST_ENCODING_FORMATS, OPERATIONS } from '@tokenscope/semconv'
import { asFilledText, asRecord, asText } from '../attributes/json-record.ts'
import { putNumber, putTexts } from '../attributes/put.ts'
import { toUsage } from '../attributes/usage.ts'
import { inputTexts } from '../content/input-texts.ts'
import { snapshot } from '../content/snapshot.ts'
import type { Endpoint } from './endpoint.ts'
import { noFacts } from './no-facts.ts'

/** `embeddings.create`. The vectors are nobody's telemetry: they are never recorded. */
export const embeddings: Endpoint = {
  resource: ['embeddings'],
  method: 'create',
  operation: OPERATIONS.embeddings,
  request(args) {
    const params = asRecord(args[0])
    if (params === undefined) return noFacts()
    const attributes: Attributes = {}
    putNumber(attributes, ATTR_GEN_AI_EMBEDDINGS_DIMENSION_COUNT, params.dimensions)
    // What the application asked for; the client itself asks for base64 where it said nothing.
    putTexts(attributes, ATTR_GEN_AI_REQUEST_ENCODING_FORMATS, params.encoding_format)
    return { model: asText(params.model), streaming: false, attributes }
  },
  content: (args) => snapshot(() => ({ inputMessages: inputTexts(asRecord(args[0])?.input) })),
  response(value, generation) {
    const answer = asRecord(value)
    generation.responseModel = asFilledText(answer?.model)
    // Servers that share their usage with chat add zero output tokens, which embeddings do not have.
    const inputTokens = toUsage(answer?.usage)?.inputTokens
    if (inputTokens !== undefined) generation.usage = { inputTokens }
    return undefined
  },
}

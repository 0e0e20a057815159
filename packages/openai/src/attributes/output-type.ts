import type { Attributes } from '@opentelemetry/api'
import { ATTR_GEN_AI_OUTPUT_TYPE } from '@tokenscope/semconv'
import { asRecord } from './json-record.ts'

/** `gen_ai.output.type` by the type of a `response_format` or `text.format`. */
const OUTPUT_TYPES: ReadonlyMap<unknown, string> = new Map([
  ['json_object', 'json'],
  ['json_schema', 'json'],
  ['text', 'text'],
])

/**
 * Adds the kind of output that the request asks for, where it asks for one.
 * @param format `{ type }`
 * @param modalities an answer that is spoken is `speech`, whatever its text looks like
 */
export function putOutputType(attributes: Attributes, format: unknown, modalities?: unknown): void {
  const spoken = Array.isArray(modalities) && modalities.includes('audio')
  const type = spoken ? 'speech' : OUTPUT_TYPES.get(asRecord(format)?.type)
  if (type !== undefined) attributes[ATTR_GEN_AI_OUTPUT_TYPE] = type
}

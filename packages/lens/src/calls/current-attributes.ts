import {
  ATTR_GEN_AI_OPERATION_NAME,
  ATTR_GEN_AI_PROVIDER_NAME,
  ATTR_GEN_AI_RESPONSE_FINISH_REASONS,
  LEGACY_ATTRIBUTES,
  OPERATIONS,
} from '@tokenscope/semconv'
import type { Attributes, JsonValue } from '../api/call-detail.ts'

/** What other instrumentations call an operation; a word that is not here names none (a chain, an agent, a workflow). */
const OPERATION_WORDS: Readonly<Record<string, string>> = {
  chat: OPERATIONS.chat,
  completion: OPERATIONS.textCompletion,
  embedding: OPERATIONS.embeddings,
  tool: OPERATIONS.executeTool,
  LLM: OPERATIONS.chat,
  EMBEDDING: OPERATIONS.embeddings,
  TOOL: OPERATIONS.executeTool,
  RETRIEVER: OPERATIONS.retrieval,
}

/** The attributes under their current names, whoever wrote them; the same object where nothing is old. What has both names keeps the current one. */
export function currentAttributes(attributes: Attributes): Attributes {
  let current: Record<string, JsonValue> | undefined
  for (const key in attributes) {
    const name = Object.hasOwn(LEGACY_ATTRIBUTES, key) ? LEGACY_ATTRIBUTES[key] : undefined
    if (name === undefined || Object.hasOwn(attributes, name)) continue
    const value = convert(name, attributes[key] ?? null)
    if (value === undefined) continue
    current ??= { ...attributes }
    current[name] ??= value
  }
  return current ?? attributes
}

function convert(name: string, value: JsonValue): JsonValue | undefined {
  switch (name) {
    case ATTR_GEN_AI_OPERATION_NAME:
      return typeof value === 'string' && Object.hasOwn(OPERATION_WORDS, value) ? OPERATION_WORDS[value] : undefined
    case ATTR_GEN_AI_PROVIDER_NAME:
      return typeof value === 'string' ? value.toLowerCase() : undefined
    case ATTR_GEN_AI_RESPONSE_FINISH_REASONS:
      return [value]
    default:
      return value
  }
}

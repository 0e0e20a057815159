import {
  ATTR_GEN_AI_INPUT_MESSAGES,
  ATTR_GEN_AI_OUTPUT_MESSAGES,
  ATTR_GEN_AI_SYSTEM_INSTRUCTIONS,
  ATTR_GEN_AI_TOOL_DEFINITIONS,
} from '@tokenscope/semconv'
import type { Attributes, CallContent, JsonValue } from '../api/call-detail.ts'

/** The content that was captured, from the first of `places` that has it (the span, its events, its log records); `null` where none has. */
export function toContent(places: readonly Attributes[]): CallContent | null {
  const find = (name: string): JsonValue => {
    for (const attributes of places) {
      const value = attributes[name]
      if (value !== undefined && value !== null) return parseText(value)
    }
    return null
  }
  const content = {
    systemInstructions: find(ATTR_GEN_AI_SYSTEM_INSTRUCTIONS),
    inputMessages: find(ATTR_GEN_AI_INPUT_MESSAGES),
    outputMessages: find(ATTR_GEN_AI_OUTPUT_MESSAGES),
    toolDefinitions: find(ATTR_GEN_AI_TOOL_DEFINITIONS),
  }
  return Object.values(content).some((value) => value !== null) ? content : null
}

/** Spans carry structures as JSON text; what is cut off or no JSON stays text. */
function parseText(value: JsonValue): JsonValue {
  if (typeof value !== 'string' || !/^\s*[[{]/.test(value)) return value
  try {
    return JSON.parse(value) as JsonValue
  } catch {
    return value
  }
}

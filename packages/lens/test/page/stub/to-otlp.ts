import {
  ATTR_GEN_AI_OPERATION_NAME,
  ATTR_GEN_AI_PROVIDER_NAME,
  ATTR_GEN_AI_REQUEST_MODEL,
  ATTR_GEN_AI_USAGE_INPUT_TOKENS,
  ATTR_GEN_AI_USAGE_OUTPUT_TOKENS,
  ATTR_OUTCOME,
  ATTR_TIME_TO_FIRST_TOKEN,
} from '@tokenscope/semconv'
import type { CallSummary } from '../../../src/api/index.ts'

/** Calls as a file of OTLP JSON, one span each. */
export function toOtlp(calls: readonly CallSummary[]): Buffer {
  const spans = calls.map((call) => ({
    traceId: call.traceId,
    spanId: call.spanId,
    name: call.name,
    kind: 3,
    startTimeUnixNano: nanos(call.startMs),
    endTimeUnixNano: nanos(call.startMs + call.durationSeconds * 1000),
    attributes: [
      text(ATTR_GEN_AI_OPERATION_NAME, call.operation),
      text(ATTR_GEN_AI_PROVIDER_NAME, call.provider),
      text(ATTR_GEN_AI_REQUEST_MODEL, call.model),
      text(ATTR_OUTCOME, call.outcome),
      ...(call.timeToFirstToken === null ? [] : [{ key: ATTR_TIME_TO_FIRST_TOKEN, value: { doubleValue: call.timeToFirstToken } }]),
      ...(call.inputTokens === null ? [] : [{ key: ATTR_GEN_AI_USAGE_INPUT_TOKENS, value: { intValue: String(call.inputTokens) } }]),
      ...(call.outputTokens === null ? [] : [{ key: ATTR_GEN_AI_USAGE_OUTPUT_TOKENS, value: { intValue: String(call.outputTokens) } }]),
    ],
  }))
  const resource = { attributes: [text('service.name', 'assistant')] }
  return Buffer.from(JSON.stringify({ resourceSpans: [{ resource, scopeSpans: [{ scope: { name: 'made' }, spans }] }] }))
}

function text(key: string, value: string | null): { key: string; value: { stringValue: string } } {
  return { key, value: { stringValue: value ?? '' } }
}

function nanos(epochMs: number): string {
  return String(BigInt(Math.round(epochMs * 1000)) * 1000n)
}

import * as names from '@tokenscope/semconv'
import type { Attributes } from '../api/call-detail.ts'
import type { CallSummary } from '../api/call-summary.ts'
import type { SpanHead } from '../otlp/read-span.ts'
import { flagOf, numberOf, textOf } from './attribute-readers.ts'

const SERVER = 2
const CONSUMER = 5
const ERROR = 2
const LONGEST_TEXT = 256

/** Operations around the calls of a model, not calls themselves. */
const NO_CALLS: ReadonlySet<string> = new Set([
  names.OPERATIONS.executeTool,
  names.OPERATIONS.retrieval,
  'invoke_agent',
  'create_agent',
  'invoke_workflow',
  'plan',
])

/**
 * The row that a span gives in the list of calls; undefined where it is no call of a model. `attributes` are the span's under their current
 * names. The verdict is the one that the span brings.
 */
export function summarizeCall(span: SpanHead, attributes: Attributes, service: string | null): CallSummary | undefined {
  const operation = textOf(attributes, names.ATTR_GEN_AI_OPERATION_NAME)
  const provider = textOf(attributes, names.ATTR_GEN_AI_PROVIDER_NAME)
  const model = textOf(attributes, names.ATTR_GEN_AI_RESPONSE_MODEL) ?? textOf(attributes, names.ATTR_GEN_AI_REQUEST_MODEL)
  if (operation === null ? provider === null || model === null : NO_CALLS.has(operation)) return undefined
  // The server's side of a call is shown beside it.
  if (span.kind === SERVER || span.kind === CONSUMER) return undefined
  const durationSeconds = Math.max(0, span.endMs - span.startMs) / 1000
  const errorType = textOf(attributes, names.ATTR_ERROR_TYPE)
  const timeToFirstToken =
    numberOf(attributes, names.ATTR_TIME_TO_FIRST_TOKEN) ?? numberOf(attributes, names.ATTR_GEN_AI_RESPONSE_TIME_TO_FIRST_CHUNK)
  const outputTokens = numberOf(attributes, names.ATTR_GEN_AI_USAGE_OUTPUT_TOKENS)
  const cost = numberOf(attributes, names.ATTR_COST)
  return {
    traceId: span.traceId,
    spanId: span.spanId,
    startMs: span.startMs,
    durationSeconds,
    name: shorten(span.name),
    operation: shorten(operation),
    provider: shorten(provider),
    model: shorten(model),
    service: shorten(service),
    outcome: outcomeOf(attributes, span.statusCode === ERROR || errorType !== null),
    errorType: shorten(errorType),
    streaming: flagOf(attributes, names.ATTR_GEN_AI_REQUEST_STREAM) ?? (timeToFirstToken === null ? null : true),
    timeToFirstToken,
    inputTokens: numberOf(attributes, names.ATTR_GEN_AI_USAGE_INPUT_TOKENS),
    outputTokens,
    tokensPerSecond: numberOf(attributes, names.ATTR_OUTPUT_TOKEN_RATE) ?? tokenRate(outputTokens, timeToFirstToken, durationSeconds),
    stallCount: numberOf(attributes, names.ATTR_STALL_COUNT) ?? 0,
    attemptCount: numberOf(attributes, names.ATTR_ATTEMPT_COUNT) ?? 1,
    cost,
    currency: cost === null ? null : currencyOf(textOf(attributes, names.ATTR_COST_CURRENCY)),
    verdict: names.SLA_VERDICTS.find((verdict) => verdict === attributes[names.ATTR_SLA_VERDICT]) ?? null,
    violation: textOf(attributes, names.ATTR_SLA_VIOLATION),
  }
}

/** Lists and events hold thousands of rows: a text without end is whole in the detail only. */
function shorten<Text extends string | null>(text: Text): Text {
  return text !== null && text.length > LONGEST_TEXT ? (`${text.slice(0, LONGEST_TEXT)}…` as Text) : text
}

/** By ISO 4217; of anything else nothing is known. */
function currencyOf(text: string | null): string | null {
  return text !== null && /^[A-Z]{3}$/.test(text) ? text : null
}

function outcomeOf(attributes: Attributes, failed: boolean): names.Outcome {
  return names.OUTCOMES.find((outcome) => outcome === attributes[names.ATTR_OUTCOME]) ?? (failed ? 'error' : 'completed')
}

/** Where only the first token's time and the usage are known: the tokens after the first, by the time after it. */
function tokenRate(tokens: number | null, firstToken: number | null, duration: number): number | null {
  if (tokens === null || firstToken === null || tokens < 2 || duration <= firstToken) return null
  return (tokens - 1) / (duration - firstToken)
}

import * as names from '@tokenscope/semconv'
import type { SentAttributes, SpanTemplate, TraceTemplate } from '@tokenscope/testing'

/** Kinds of calls that sampling must keep, and `ok`, of which it keeps a share. */
export const KEPT_KINDS = [
  'error',
  'errorType',
  'slow',
  'slowStart',
  'truncated',
  'filtered',
  'stalled',
  'costly',
  'manyTokens',
  'forced',
] as const
export type KeptKind = (typeof KEPT_KINDS)[number]

const CALL: SentAttributes = {
  [names.ATTR_GEN_AI_OPERATION_NAME]: names.OPERATIONS.chat,
  [names.ATTR_GEN_AI_PROVIDER_NAME]: 'openai',
  [names.ATTR_GEN_AI_REQUEST_MODEL]: 'gpt-4o-mini',
  [names.ATTR_GEN_AI_RESPONSE_MODEL]: 'gpt-4o-mini-2024-07-18',
  [names.ATTR_GEN_AI_RESPONSE_ID]: 'chatcmpl-9xKq2',
  [names.ATTR_GEN_AI_RESPONSE_FINISH_REASONS]: ['stop'],
  [names.ATTR_GEN_AI_REQUEST_STREAM]: true,
  [names.ATTR_GEN_AI_USAGE_INPUT_TOKENS]: 212,
  [names.ATTR_GEN_AI_USAGE_OUTPUT_TOKENS]: 96,
  [names.ATTR_SERVER_ADDRESS]: 'api.openai.com',
  [names.ATTR_OUTCOME]: 'completed',
  [names.ATTR_METHOD]: 'chat.completions.create',
  [names.ATTR_TIME_TO_FIRST_TOKEN]: 0.31,
  [names.ATTR_CHUNK_COUNT]: 98,
  [names.ATTR_STALL_COUNT]: 0,
}

/** What makes a call of this kind what it is; the rest is as in an `ok` one. */
const DIFFERENCES: Readonly<Record<KeptKind, Partial<SpanTemplate> & { readonly own?: SentAttributes }>> = {
  error: { own: { [names.ATTR_OUTCOME]: 'error' }, status: { code: 'ERROR', message: '429 Rate limit reached' } },
  errorType: { own: { [names.ATTR_ERROR_TYPE]: 'RateLimitError', [names.ATTR_OUTCOME]: 'error' } },
  slow: { durationMs: 4_200 },
  slowStart: { durationMs: 2_400, own: { [names.ATTR_TIME_TO_FIRST_TOKEN]: 1.8 } },
  truncated: { own: { [names.ATTR_GEN_AI_RESPONSE_FINISH_REASONS]: ['length'] } },
  filtered: { own: { [names.ATTR_GEN_AI_RESPONSE_FINISH_REASONS]: ['content_filter'] } },
  stalled: { own: { [names.ATTR_STALL_COUNT]: 2, [names.ATTR_STALL_TIME]: 1.1 } },
  costly: { own: { [names.ATTR_COST]: 0.75, [names.ATTR_COST_CURRENCY]: 'USD' } },
  manyTokens: { own: { [names.ATTR_GEN_AI_USAGE_OUTPUT_TOKENS]: 9_000 } },
  forced: { own: { [names.ATTR_SAMPLE_FORCE]: true } },
}

/** One trace of each kind: a request to an application, and the streamed call of a model inside it with its token time line. */
export const LLM_TRACES: readonly TraceTemplate[] = [llmTrace('ok'), ...KEPT_KINDS.map((kind) => llmTrace(kind, DIFFERENCES[kind]))]

/** A trace like an `ok` one, but for `own` attributes and the other fields of `difference`. */
export function llmTrace(kind: string, difference: Partial<SpanTemplate> & { readonly own?: SentAttributes } = {}): TraceTemplate {
  const { own, ...fields } = difference
  const call: SpanTemplate = {
    name: 'chat gpt-4o-mini',
    spanKind: 'CLIENT',
    startMs: 10,
    durationMs: 820,
    events: timeline(820),
    ...fields,
    attributes: { ...CALL, ...fields.attributes, ...own },
  }
  const server: SpanTemplate = {
    name: 'POST /chat',
    spanKind: 'SERVER',
    durationMs: call.durationMs + 30,
    attributes: { 'http.route': '/chat' },
  }
  return { kind, spans: [server, call] }
}

function timeline(durationMs: number): NonNullable<SpanTemplate['events']> {
  const first = 310
  const runs = Array.from({ length: 8 }, (_, i) => first + (i * (durationMs - first - 20)) / 8)
  const tokens = { [names.ATTR_CHUNK_COUNT]: 12, [names.ATTR_CHUNK_KIND]: 'text' }
  return [
    { name: names.EVENT_FIRST_TOKEN, atMs: first, attributes: { [names.ATTR_CHUNK_KIND]: 'text', [names.ATTR_OFFSET]: 0.3 } },
    ...runs.map((atMs) => ({ name: names.EVENT_TOKENS, atMs, attributes: { ...tokens, [names.ATTR_OFFSET]: atMs / 1000 } })),
    { name: names.EVENT_LAST_TOKEN, atMs: durationMs - 15, attributes: { [names.ATTR_OFFSET]: 0.8 } },
  ]
}

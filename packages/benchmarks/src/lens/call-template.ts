import * as names from '@tokenscope/semconv'
import type { SentAttributes, TraceTemplate } from '@tokenscope/testing'

const CALL_ATTRIBUTES: SentAttributes = {
  [names.ATTR_GEN_AI_OPERATION_NAME]: names.OPERATIONS.chat,
  [names.ATTR_GEN_AI_PROVIDER_NAME]: 'vllm',
  [names.ATTR_GEN_AI_REQUEST_MODEL]: 'Qwen/Qwen3-4B-Instruct-2507',
  [names.ATTR_GEN_AI_RESPONSE_MODEL]: 'Qwen/Qwen3-4B-Instruct-2507',
  [names.ATTR_GEN_AI_RESPONSE_ID]: 'chatcmpl-0123456789abcdef',
  [names.ATTR_GEN_AI_REQUEST_STREAM]: true,
  [names.ATTR_GEN_AI_REQUEST_TEMPERATURE]: 0.7,
  [names.ATTR_GEN_AI_REQUEST_MAX_TOKENS]: 512,
  [names.ATTR_GEN_AI_RESPONSE_FINISH_REASONS]: ['stop'],
  [names.ATTR_GEN_AI_RESPONSE_TIME_TO_FIRST_CHUNK]: 0.15,
  [names.ATTR_GEN_AI_USAGE_INPUT_TOKENS]: 213,
  [names.ATTR_GEN_AI_USAGE_OUTPUT_TOKENS]: 152,
  [names.ATTR_SERVER_ADDRESS]: '127.0.0.1',
  [names.ATTR_SERVER_PORT]: 8000,
  [names.ATTR_OUTCOME]: 'completed',
  [names.ATTR_METHOD]: 'chat.completions.create',
  [names.ATTR_TIME_TO_FIRST_TOKEN]: 0.15,
  [names.ATTR_GENERATION_TIME]: 0.78,
  [names.ATTR_OUTPUT_TOKEN_RATE]: 193.6,
  [names.ATTR_CHUNK_COUNT]: 152,
}

/** A streamed chat as our own wrapper reports it: 20 attributes, a time line of 40 events; and the request around it. */
export const CALL_TEMPLATE: TraceTemplate = {
  kind: 'call',
  spans: [
    { name: 'POST /chat', spanKind: 'SERVER', durationMs: 1_000, attributes: { 'http.request.method': 'POST', 'http.route': '/chat' } },
    {
      name: 'chat qwen3-4b',
      spanKind: 'CLIENT',
      startMs: 10,
      durationMs: 980,
      attributes: CALL_ATTRIBUTES,
      events: [
        { name: names.EVENT_FIRST_TOKEN, atMs: 160, attributes: { [names.ATTR_OFFSET]: 0.15 } },
        ...Array.from({ length: 38 }, (_, index) => ({
          name: names.EVENT_TOKENS,
          atMs: 160 + index * 20,
          attributes: {
            [names.ATTR_CHUNK_COUNT]: 4,
            [names.ATTR_CHUNK_KIND]: 'text',
            [names.ATTR_OFFSET_END]: 0.165 + index * 0.02,
            [names.ATTR_MAX_GAP]: 0.0051,
          },
        })),
        { name: names.EVENT_LAST_TOKEN, atMs: 940, attributes: { [names.ATTR_OFFSET]: 0.93, [names.ATTR_CHUNK_COUNT]: 152 } },
      ],
    },
  ],
}

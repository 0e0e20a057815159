import { describe, expect, it } from 'vitest'
import { ENDPOINTS } from '../../src/endpoints/endpoints.ts'
import { readConventions, whyNoSchemas } from '../content/schemas.ts'
import { answered, chatChunk, streamed } from './mapping-fixture.ts'

interface SpanType {
  readonly attributes: readonly { readonly key: string; readonly type: string }[]
}

/** The span type of the conventions by operation; operations of our own are inference that they do not name. */
const SPAN_TYPES: Readonly<Record<string, string>> = {
  embeddings: 'gen_ai.embeddings.client',
  fetch_response: 'openai.fetch_response.client',
}

function spanType(operation: string): Map<string, string> {
  const resolved = readConventions('resolved-genai.json') as Record<'spans' | 'span_refinements', Record<string, SpanType>>
  const name = SPAN_TYPES[operation] ?? 'openai.gen_ai.client.inference'
  const found = resolved.spans[name] ?? resolved.span_refinements[name]
  return new Map(found?.attributes.map(({ key, type }) => [key, type]))
}

/** Names by which the profile `v1.41` calls what the conventions have renamed since. */
const RENAMED: ReadonlyMap<string, string> = new Map([
  ['gen_ai.usage.cache_creation.input_tokens', 'gen_ai.usage.cache_write.input_tokens'],
])

/** Said of every call that is streamed, also of a fetch, for which the conventions do not name it. */
const BESIDE: ReadonlySet<string> = new Set(['gen_ai.request.stream'])

const REQUEST = {
  model: 'm',
  messages: [],
  input: 'x',
  prompt: { id: 'p', version: '1' },
  max_tokens: 1,
  max_output_tokens: 1,
  n: 2,
  stop: ['a'],
  seed: 1,
  temperature: 0.5,
  top_p: 0.5,
  top_k: 3,
  frequency_penalty: 0.5,
  presence_penalty: 0.5,
  reasoning_effort: 'low',
  reasoning: { effort: 'low' },
  previous_response_id: 'r',
  conversation: 'c',
  response_format: { type: 'json_object' },
  text: { format: { type: 'text' } },
  service_tier: 'flex',
  dimensions: 3,
  encoding_format: 'float',
}

const USAGE = {
  prompt_tokens: 9,
  completion_tokens: 8,
  prompt_tokens_details: { cached_tokens: 1, cache_write_tokens: 1, audio_tokens: 1, image_tokens: 1, text_tokens: 1 },
  completion_tokens_details: { reasoning_tokens: 1, audio_tokens: 1, image_tokens: 1, text_tokens: 1 },
}

const ANSWER = {
  id: 'i',
  model: 'm-2',
  service_tier: 'default',
  system_fingerprint: 'fp',
  status: 'completed',
  choices: [{ finish_reason: 'stop', message: { content: 'x', tool_calls: [{}] } }],
  output: [{ type: 'function_call' }],
  data: [],
  usage: USAGE,
  timings: { prompt_ms: 1, predicted_ms: 2 },
}

describe.skipIf(whyNoSchemas !== undefined)(
  `span attributes against the conventions${whyNoSchemas ? ` (skipped: ${whyNoSchemas})` : ''}`,
  () => {
    const paths = ENDPOINTS.map(({ resource, method }) => [...resource, method].join('.'))

    it.each(paths)('%s sets only what its kind of span has, with the right types', (path) => {
      const args = path.endsWith('retrieve') ? ['resp_1', { starting_after: 3, stream: true }] : [REQUEST]
      const stream = [chatChunk({ content: 'x' }, {}, { usage: USAGE }), { type: 'response.completed', response: ANSWER }]
      const spans = [answered(path, args, ANSWER)]
      if (ENDPOINTS[paths.indexOf(path)]?.accumulator) spans.push(streamed(path, args, stream))
      const allowed = spanType(spans[0]!.attributes['gen_ai.operation.name'] as string)
      expect(allowed.size).toBeGreaterThan(5)
      for (const { attributes } of spans) {
        const problems = Object.entries(attributes).filter(([key, value]) => !fits(allowed, key, value))
        expect(problems).toEqual([])
      }
    })
  },
)

function fits(allowed: ReadonlyMap<string, string>, key: string, value: unknown): boolean {
  if (key.startsWith('tokenscope.') || BESIDE.has(key)) return true
  const type = allowed.get(RENAMED.get(key) ?? key)
  if (type === undefined) return false
  if (type === 'string[]') return Array.isArray(value) && value.every((item) => typeof item === 'string')
  return (
    { int: Number.isInteger(value), double: typeof value === 'number', boolean: typeof value === 'boolean' }[type] ??
    typeof value === 'string'
  )
}

import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { ENDPOINTS } from '../../src/endpoints/endpoints.ts'
import { expectConventions } from '../content/schemas.ts'
import { answered, chatChunk, deepFreeze, type Mapped, streamed } from './mapping-fixture.ts'

const PATHS = ENDPOINTS.map(({ resource, method }) => [...resource, method].join('.'))
const STREAMED = PATHS.filter((_, index) => ENDPOINTS[index]?.accumulator)

/** Words that the mapping looks for, so that random objects go deep into it. */
const WORDS =
  `id model choices index delta message content role text reasoning reasoning_content refusal tool_calls function_call function custom name
  arguments input finish_reason usage timings prompt_ms prompt_tokens prompt_tokens_details input_tokens type response output item output_index
  status error code audio transcript data b64_json url messages tools prompt instructions response.output_text.delta response.completed
  response.failed response.output_item.done transcript.text.done image_generation.completed function_call_output reasoning_text web_search_call
  image_url input_image file tool assistant user __proto__ constructor toString`.split(/\s+/)

const word = fc.constantFrom(...WORDS)
const leaf = fc.oneof(fc.constant(null), fc.boolean(), fc.integer({ min: -2, max: 3 }), fc.double(), word, fc.string({ maxLength: 5 }))
const { json } = fc.letrec((tie) => ({
  json: fc.oneof(
    { maxDepth: 6, withCrossShrink: true },
    leaf,
    fc.array(tie('json'), { maxLength: 4 }),
    fc.array(fc.tuple(word, tie('json')), { maxLength: 8 }).map((entries) => Object.fromEntries(entries)),
  ),
}))
const anything = fc.oneof(json, fc.anything())

describe('any value', () => {
  it('may be a request or an answer of any endpoint', () => {
    fc.assert(
      fc.property(fc.constantFrom(...PATHS), anything, anything, anything, (path, first, second, answer) => {
        deepFreeze([first, second, answer])
        const { content } = answered(path, [first, second], answer, { capture: true })
        expectConventions(content)
        answered(path, [first, second], answer)
      }),
      { numRuns: 400 },
    )
  })

  it('may be a chunk of any stream', () => {
    fc.assert(
      fc.property(fc.constantFrom(...STREAMED), fc.array(anything, { maxLength: 6 }), (path, chunks) => {
        deepFreeze(chunks)
        const captured = streamed(path, [], chunks, { capture: true })
        expectConventions(captured.content)
        expect(withoutContent(streamed(path, [], chunks))).toEqual(withoutContent(captured))
      }),
      { numRuns: 400 },
    )
  })
})

function withoutContent({ attributes, failure, kinds, complete }: Mapped): unknown {
  return { attributes, failure, kinds, complete }
}

describe('a stream that is cut differently', () => {
  /** Cuts a text at random places. */
  const pieces = (text: string) =>
    fc.array(fc.integer({ min: 0, max: text.length }), { maxLength: 5 }).map((cuts) => {
      const places = [0, ...cuts.toSorted((a, b) => a - b), text.length]
      return places.slice(1).map((end, i) => text.slice(places[i], end))
    })

  const ARGUMENTS = '{"city":"Zürich","days":[1,2,3]}'

  it('adds up to the same chat', () => {
    const cut = fc.record({
      text: pieces('Hello, wörld 👋'),
      reasoning: pieces('first think'),
      args: pieces(ARGUMENTS),
      other: pieces('second choice'),
    })
    fc.assert(
      fc.property(cut, fc.boolean(), ({ text, reasoning, args, other }, together) => {
        const choiceOne = [
          chatChunk({ role: 'assistant' }),
          ...reasoning.map((piece) => chatChunk({ reasoning: piece })),
          ...text.map((piece) => chatChunk({ content: piece })),
          chatChunk({
            tool_calls: [
              { index: 0, id: 'a', function: { name: 'f', arguments: '' } },
              { index: 1, id: 'b', function: { name: 'g', arguments: '1' } },
            ],
          }),
          ...args.map((piece) => chatChunk({ tool_calls: [{ index: 0, function: { arguments: piece } }] })),
          chatChunk({}, { finish_reason: 'tool_calls' }),
        ]
        const choiceTwo = [
          ...other.map((piece) => chatChunk({ content: piece }, { index: 1 })),
          chatChunk({}, { index: 1, finish_reason: 'stop' }),
        ]
        const chunks = deepFreeze(together ? interleave(choiceOne, choiceTwo) : [...choiceOne, ...choiceTwo])
        const { content, complete, generation } = streamed('chat.completions.create', [], chunks, { capture: true })
        expect({ complete, calls: generation.toolCallCount, reasons: generation.finishReasons }).toEqual({
          complete: true,
          calls: 2,
          reasons: ['tool_calls', 'stop'],
        })
        expect(content.outputMessages).toEqual([
          {
            role: 'assistant',
            parts: [
              { type: 'reasoning', content: 'first think' },
              { type: 'text', content: 'Hello, wörld 👋' },
              { type: 'tool_call', id: 'a', name: 'f', arguments: JSON.parse(ARGUMENTS) },
              { type: 'tool_call', id: 'b', name: 'g', arguments: 1 },
            ],
            finish_reason: 'tool_calls',
          },
          { role: 'assistant', parts: [{ type: 'text', content: 'second choice' }], finish_reason: 'stop' },
        ])
      }),
      { numRuns: 100 },
    )
  })

  it('adds up to the same broken response', () => {
    fc.assert(
      fc.property(pieces('Hello, wörld 👋'), pieces(ARGUMENTS), (text, args) => {
        const events = deepFreeze([
          { type: 'response.created', response: { id: 'r', status: 'in_progress' } },
          { type: 'response.output_item.added', output_index: 0, item: { type: 'message' } },
          ...text.map((delta) => ({ type: 'response.output_text.delta', output_index: 0, delta })),
          { type: 'response.output_item.added', output_index: 1, item: { type: 'function_call', call_id: 'c', name: 'f' } },
          ...args.map((delta) => ({ type: 'response.function_call_arguments.delta', output_index: 1, delta })),
        ])
        const { content, generation } = streamed('responses.create', [], events, { capture: true })
        expect(generation.toolCallCount).toBe(1)
        expect(content.outputMessages).toEqual([
          {
            role: 'assistant',
            parts: [
              { type: 'text', content: 'Hello, wörld 👋' },
              { type: 'tool_call', id: 'c', name: 'f', arguments: JSON.parse(ARGUMENTS) },
            ],
            finish_reason: 'error',
          },
        ])
      }),
      { numRuns: 100 },
    )
  })
})

function interleave<T>(left: readonly T[], right: readonly T[]): T[] {
  return Array.from({ length: Math.max(left.length, right.length) }, (_, i) => [left[i], right[i]])
    .flat()
    .filter((item) => item !== undefined)
}

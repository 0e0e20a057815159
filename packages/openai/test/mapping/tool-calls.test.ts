import { describe, expect, it } from 'vitest'
import { chatChunk, deepFreeze, streamed } from './mapping-fixture.ts'

/** The tool calls that deltas make, each `[choice, delta]`. */
function calls(deltas: readonly (readonly [number, Record<string, unknown>])[]): { count: number; parts: unknown[][] } {
  const chunks = deepFreeze(deltas.map(([index, delta]) => chatChunk({ tool_calls: [delta] }, { index })))
  const captured = streamed('chat.completions.create', [], chunks, { capture: true })
  const bare = streamed('chat.completions.create', [], chunks)
  expect(bare.generation.toolCallCount).toBe(captured.generation.toolCallCount)
  const messages = captured.content.outputMessages as { parts: unknown[] }[]
  return { count: captured.generation.toolCallCount, parts: messages.map(({ parts }) => parts) }
}

const call = (id: string | undefined, name: string, args: unknown) => ({ type: 'tool_call', name, ...(id && { id }), arguments: args })

describe('tool calls of a stream', () => {
  it('that run in parallel are put together by their index, never by their place', () => {
    const { count, parts } = calls([
      [0, { index: 0, id: 'a', type: 'function', function: { name: 'f', arguments: '' } }],
      [0, { index: 1, id: 'b', type: 'function', function: { name: 'g', arguments: '{"y"' } }],
      [0, { index: 0, function: { arguments: '{"x":' } }],
      [0, { index: 1, function: { arguments: ':2}' } }],
      [0, { index: 0, function: { arguments: '1}' } }],
    ])
    expect(count).toBe(2)
    expect(parts).toEqual([[call('a', 'f', { x: 1 }), call('b', 'g', { y: 2 })]])
  })

  it('belong to their choice', () => {
    const { count, parts } = calls([
      [0, { index: 0, id: 'a', function: { name: 'f', arguments: '{}' } }],
      [1, { index: 0, id: 'b', function: { name: 'g', arguments: '[' } }],
      [1, { index: 0, function: { arguments: ']' } }],
    ])
    expect(count).toBe(2)
    expect(parts).toEqual([[call('a', 'f', {})], [call('b', 'g', [])]])
  })

  it('without an index begin at each new id', () => {
    const { parts } = calls([
      [0, { id: 'a', function: { name: 'f', arguments: '1' } }],
      [0, { id: 'b', function: { name: 'f', arguments: '2' } }],
      [0, { function: { arguments: '3' } }],
    ])
    expect(parts).toEqual([[call('a', 'f', 1), call('b', 'f', 23)]])
  })

  it('that all have index 0 are told apart by their ids', () => {
    const { parts } = calls([
      [0, { index: 0, id: 'a', function: { name: 'f', arguments: '1' } }],
      [0, { index: 0, id: 'b', function: { name: 'f', arguments: '2' } }],
    ])
    expect(parts).toEqual([[call('a', 'f', 1), call('b', 'f', 2)]])
  })

  it('stay one where a server sends another id with each delta', () => {
    const { parts } = calls([
      [0, { index: 0, id: 'a', function: { name: 'f', arguments: '1' } }],
      [0, { index: 0, id: 'b', function: { name: null, arguments: '2' } }],
      [0, { index: 0, id: '', function: { name: '', arguments: '3' } }],
    ])
    expect(parts).toEqual([[call('a', 'f', 123)]])
  })

  it('of a custom tool have an input, which is text', () => {
    expect(calls([[0, { index: 0, id: 'a', type: 'custom', custom: { name: 'sql', input: 'SELECT' } }]]).parts).toEqual([
      [call('a', 'sql', 'SELECT')],
    ])
  })

  it('whose arguments are an object already are kept as it', () => {
    expect(calls([[0, { index: 0, function: { name: 'f', arguments: { a: 1 } } }]]).parts).toEqual([[call(undefined, 'f', { a: 1 })]])
  })

  it('are counted up to a bound', () => {
    const deltas = Array.from({ length: 2000 }, (_, index) => [0, { index, function: { name: 'f' } }] as const)
    expect(calls(deltas).count).toBe(512)
  })
})

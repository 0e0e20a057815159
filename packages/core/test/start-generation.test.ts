import { SpanKind, SpanStatusCode } from '@opentelemetry/api'
import { describe, expect, it } from 'vitest'
import { startGeneration } from '../src/index.ts'
import { tracing } from './telemetry-fixture.ts'

describe('a generation by hand', () => {
  it('counts the tokens that its chunks carried and marks them as reported', () => {
    const { tracerProvider, spans } = tracing()
    const generation = startGeneration({ model: 'tiny', provider: 'in_process', tracerProvider })
    generation.chunk()
    generation.chunk(3, 'reasoning')
    generation.end({ inputTokens: 12, finishReasons: ['stop'] })
    expect(spans()).toHaveLength(1)
    expect(spans()[0]).toMatchObject({ name: 'chat tiny', kind: SpanKind.INTERNAL })
    expect(spans()[0]!.attributes).toMatchObject({
      'gen_ai.provider.name': 'in_process',
      'gen_ai.usage.input_tokens': 12,
      'gen_ai.usage.output_tokens': 4,
      'gen_ai.response.finish_reasons': ['stop'],
      'tokenscope.token.source': 'reported',
      'tokenscope.chunk.count': 2,
    })
    expect(
      spans()[0]!
        .events.map(({ attributes }) => attributes?.['tokenscope.chunk.kind'])
        .filter(Boolean),
    ).toEqual(['text', 'reasoning'])
  })

  it('is a CLIENT span for a server, and fails with a low-cardinality type', () => {
    const { tracerProvider, spans } = tracing()
    startGeneration({ model: 'm', serverAddress: '10.0.0.1', serverPort: 8000, tracerProvider }).fail(new RangeError('too long'))
    expect(spans()[0]).toMatchObject({
      kind: SpanKind.CLIENT,
      attributes: { 'error.type': 'RangeError', 'server.address': '10.0.0.1', 'server.port': 8000 },
    })
  })

  it.each([
    ['cuda_out_of_memory', 'cuda_out_of_memory'],
    ['The user 4711 sent too much', '_OTHER'],
  ])('fails with the type %j as %s', (given, type) => {
    const { tracerProvider, spans } = tracing()
    startGeneration({ model: 'm', tracerProvider }).fail(given)
    expect(spans()[0]).toMatchObject({ status: { code: SpanStatusCode.ERROR }, attributes: { 'error.type': type } })
  })

  it('makes what runs inside its child', () => {
    const { tracerProvider, spans } = tracing()
    const generation = startGeneration({ model: 'm', tracerProvider })
    expect(generation.run(() => 42)).toBe(42)
    generation.end()
    expect(spans()).toHaveLength(1)
  })

  it.each([
    ['error', '_OTHER'],
    ['timeout', 'timeout'],
  ] as const)('that ended with the outcome %s is an error on its span, of the type %s', (outcome, type) => {
    const { tracerProvider, spans } = tracing()
    startGeneration({ model: 'm', tracerProvider }).end({ outcome })
    expect(spans()[0]).toMatchObject({
      status: { code: SpanStatusCode.ERROR },
      attributes: { 'error.type': type, 'tokenscope.outcome': outcome },
    })
  })

  it('takes what is no count for none, and what is no kind for none', () => {
    const { tracerProvider, spans } = tracing()
    const generation = startGeneration({ model: 'm', tracerProvider })
    for (const tokens of [Number.NaN, -3, Number.POSITIVE_INFINITY, 'x', 2]) generation.chunk(tokens as number)
    generation.chunk(1, 'toString' as never)
    generation.end(null as never)
    expect(spans()[0]!.attributes).toMatchObject({ 'gen_ai.usage.output_tokens': 3, 'tokenscope.chunk.count': 6 })
    expect(spans()[0]!.events.at(-1)!.attributes).toMatchObject({ 'tokenscope.chunk.count': 5 })
  })

  it('ignores everything after its end', () => {
    const { tracerProvider, spans } = tracing()
    const generation = startGeneration({ model: 'm', tracerProvider })
    generation.end()
    generation.chunk()
    generation.fail('late')
    generation.end()
    expect(spans()).toHaveLength(1)
    expect(spans()[0]!.attributes['tokenscope.chunk.count']).toBe(0)
  })
})

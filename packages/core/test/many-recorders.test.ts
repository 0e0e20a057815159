import type { MeterProvider } from '@opentelemetry/api'
import { describe, expect, it } from 'vitest'
import { createRecorder, resolveOptions } from '../src/index.ts'
import { fixture, tracing } from './telemetry-fixture.ts'

const START = { operation: 'chat', provider: 'p', model: 'm' }

describe('an application that makes a client for every request', () => {
  it('leaves one callback and one set of instruments on its meter provider', () => {
    const made: string[] = []
    const instrument = { add: () => undefined, record: () => undefined, addCallback: () => made.push('callback') }
    const make = (name: string) => {
      made.push(name)
      return instrument
    }
    const meter = {
      createHistogram: make,
      createCounter: make,
      createUpDownCounter: make,
      createGauge: make,
      createObservableCounter: make,
    }
    const meterProvider = { getMeter: () => meter } as unknown as MeterProvider
    const { tracerProvider } = tracing()
    for (let i = 0; i < 3; i++) {
      const recorder = createRecorder({ name: 't', version: '1' }, { tracerProvider, meterProvider }, resolveOptions({}, {}).resolved)
      recorder.start(START)!.end()
    }
    expect(made.filter((name) => name === 'callback')).toHaveLength(1)
    expect(made).toEqual([...new Set(made)])
  })
})

describe('a step at the end of a call that fails', () => {
  it('in the price table loses the cost alone', () => {
    const prices = new Proxy(
      { m: { inputPerMillion: 1, outputPerMillion: 1 } },
      {
        getOwnPropertyDescriptor: () => {
          throw new Error('no prices today')
        },
      },
    )
    const { tracerProvider, spans } = tracing()
    const { resolved } = resolveOptions({}, {})
    const recorder = createRecorder({ name: 't', version: '1' }, { tracerProvider }, { ...resolved, prices })
    const generation = recorder.start(START)!
    generation.usage = { inputTokens: 1 }
    generation.end()
    expect(spans()).toHaveLength(1)
    expect(spans()[0]!.attributes).toMatchObject({ 'gen_ai.usage.input_tokens': 1, 'tokenscope.outcome': 'completed' })
  })

  it('in the events loses the events alone', () => {
    const { recorder, clock, spans } = fixture()
    const generation = recorder.start({ ...START, streaming: true })!
    generation.timing!.add(clock.nowMs + 1, 0, 1, 0)
    generation.span.addEvent = () => {
      throw new Error('no events today')
    }
    generation.end()
    expect(spans()[0]!.attributes).toMatchObject({ 'tokenscope.outcome': 'completed', 'tokenscope.chunk.count': 1 })
  })
})

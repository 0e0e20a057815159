import { describe, expect, it } from 'vitest'
import { KIND_BITS } from '../src/index.ts'
import { fixture } from './telemetry-fixture.ts'

const START = { operation: 'chat', provider: 'openai', model: 'm', serverAddress: 'host', serverPort: 443 }

describe('a streamed generation', () => {
  it('gives a stream of 200,000 chunks fewer events than the SDK keeps, in the order of time', () => {
    const { recorder, clock, spans } = fixture({ stallThresholdMs: 50 })
    const generation = recorder.start({ ...START, streaming: true })!
    for (let i = 0; i < 200_000; i++) {
      const askedMs = clock.nowMs
      clock.nowMs += i % 1000 === 0 ? 60 : 1
      generation.timing!.add(clock.nowMs, askedMs, KIND_BITS.text, 0)
    }
    generation.end()
    const [span] = spans()
    expect(span!.droppedEventsCount).toBe(0)
    expect(span!.events.length).toBeLessThanOrEqual(128)
    const times = span!.events.map(({ time }) => time[0] * 1e9 + time[1])
    expect(times).toEqual([...times].sort((a, b) => a - b))
    const chunks = span!.events
      .filter(({ name }) => name === 'tokenscope.tokens')
      .map(({ attributes }) => attributes!['tokenscope.chunk.count'] as number)
    expect(chunks.reduce((sum, count) => sum + count, 0)).toBe(200_000)
    expect(span!.attributes).toMatchObject({ 'tokenscope.chunk.count': 200_000, 'tokenscope.stall.count': 199 })
  })

  it.each([
    ['off', []],
    ['milestones', ['tokenscope.first_token', 'tokenscope.last_token']],
    ['timeline', ['tokenscope.first_token', 'tokenscope.tokens', 'tokenscope.tokens', 'tokenscope.last_token']],
  ] as const)('writes with tokenEvents %s the events %j', (tokenEvents, names) => {
    const { recorder, clock, spans } = fixture({ tokenEvents })
    const generation = recorder.start({ ...START, streaming: true })!
    for (let i = 0; i < 2; i++) {
      clock.nowMs += 10
      generation.timing!.add(clock.nowMs, clock.nowMs - 10, KIND_BITS.text, 0)
    }
    generation.end()
    expect(spans()[0]!.events.map(({ name }) => name)).toEqual(names)
  })

  it('never passes counted chunks off as tokens', () => {
    const { recorder, clock, spans } = fixture()
    const generation = recorder.start({ ...START, streaming: true })!
    clock.nowMs += 10
    generation.timing!.add(clock.nowMs, 0, KIND_BITS.text, 0)
    generation.end()
    expect(spans()[0]!.attributes).toMatchObject({ 'tokenscope.token.source': 'chunks', 'tokenscope.chunk.count': 1 })
    expect(spans()[0]!.attributes).not.toHaveProperty('gen_ai.usage.output_tokens')
    expect(spans()[0]!.attributes).not.toHaveProperty('tokenscope.output_token_rate')
  })

  it('computes the token rate from the usage and the time after the first token', async () => {
    const { recorder, clock, spans, metric } = fixture()
    const generation = recorder.start({ ...START, streaming: true })!
    for (const atMs of [1100, 1600, 2100]) generation.timing!.add(atMs, 0, KIND_BITS.text, 0)
    clock.nowMs = 2200
    generation.usage = { outputTokens: 51 }
    generation.end()
    expect(spans()[0]!.attributes['tokenscope.output_token_rate']).toBeCloseTo(50, 9)
    expect(await metric('tokenscope.client.output_token_rate')).toMatchObject([{ value: { count: 1, sum: 50 } }])
  })

  it.each([
    ['some that came in chunks', KIND_BITS.reasoning, 50],
    ['some that the server kept to itself', KIND_BITS.text, 20],
  ])('counts into the token rate only reasoning that arrived: with %s', (_which, firstKind, rate) => {
    const { recorder, clock, spans } = fixture()
    const generation = recorder.start({ ...START, streaming: true })!
    generation.timing!.add(1100, 0, firstKind, 0)
    for (const atMs of [1600, 2100]) generation.timing!.add(atMs, 0, KIND_BITS.text, 0)
    clock.nowMs = 2200
    generation.usage = { outputTokens: 51, reasoningOutputTokens: 30 }
    generation.end()
    expect(spans()[0]!.attributes['tokenscope.output_token_rate']).toBeCloseTo(rate, 9)
  })

  it('has no token rate where all but one token was reasoning that nobody saw', () => {
    const { recorder, clock, spans } = fixture()
    const generation = recorder.start({ ...START, streaming: true })!
    for (const atMs of [1100, 1600]) generation.timing!.add(atMs, 0, KIND_BITS.text, 0)
    clock.nowMs = 2200
    generation.usage = { outputTokens: 31, reasoningOutputTokens: 30 }
    generation.end()
    expect(spans()[0]!.attributes).not.toHaveProperty('tokenscope.output_token_rate')
  })

  it('records time per output chunk once for each chunk after the first', async () => {
    const { recorder, clock, metric } = fixture()
    const generation = recorder.start({ ...START, streaming: true })!
    for (const atMs of [1100, 1130, 1190]) generation.timing!.add(atMs, 0, KIND_BITS.text, 0)
    clock.nowMs = 2200
    generation.end()
    const [row] = await metric('gen_ai.client.operation.time_per_output_chunk')
    expect(row!.value).toMatchObject({ count: 2 })
    expect((row!.value as { sum: number }).sum).toBeCloseTo(0.09, 9)
    expect(await metric('gen_ai.client.operation.time_to_first_chunk')).toMatchObject([{ value: { count: 1, sum: 0.1 } }])
  })
})

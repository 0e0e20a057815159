import { describe, expect, it } from 'vitest'
import { PROFILES } from '../src/index.ts'

/**
 * The names that backends and dashboards read today, frozen as literals: the last published conventions, 1.41.1, and what each of
 * them is called in the profile `latest`.
 */
describe('the profile v1.41', () => {
  const { tokens, ...old } = PROFILES['v1.41']
  const { tokens: tokensNow, ...now } = PROFILES.latest

  it.each([
    ['gen_ai.client.operation.duration', 'gen_ai.client.inference.duration', old.inferenceDuration, now.inferenceDuration],
    ['gen_ai.client.operation.duration', 'gen_ai.client.operation.duration', old.operationDuration, now.operationDuration],
    [
      'gen_ai.client.operation.time_to_first_chunk',
      'gen_ai.client.inference.time_to_first_chunk',
      old.timeToFirstChunk,
      now.timeToFirstChunk,
    ],
    [
      'gen_ai.client.operation.time_per_output_chunk',
      'gen_ai.client.inference.time_per_output_chunk',
      old.timePerOutputChunk,
      now.timePerOutputChunk,
    ],
  ])('calls %s what the profile latest calls %s', (oldName, nowName, oldMetric, nowMetric) => {
    expect([oldMetric.name, nowMetric.name]).toEqual([oldName, nowName])
    expect([oldMetric.unit, oldMetric.buckets]).toEqual([nowMetric.unit, nowMetric.buckets])
  })

  it('has one token histogram, split by gen_ai.token.type', () => {
    expect(tokens).toMatchObject({
      shape: 'by-type',
      usage: { name: 'gen_ai.client.token.usage', instrument: 'histogram', unit: '{token}', valueType: 'int' },
    })
    expect(tokens.shape === 'by-type' && tokens.usage.attributes).toEqual([
      'gen_ai.operation.name',
      'gen_ai.provider.name',
      'gen_ai.request.model',
      'gen_ai.response.model',
      'server.address',
      'server.port',
      'gen_ai.token.type',
      'openai.response.service_tier',
    ])
  })

  it('has the older name of the cache-write attribute', () => {
    expect(old.attributes.cacheWriteInputTokens).toBe('gen_ai.usage.cache_creation.input_tokens')
    expect(now.attributes.cacheWriteInputTokens).toBe('gen_ai.usage.cache_write.input_tokens')
  })

  it('has no type of token in the profile latest', () => {
    expect(tokensNow.shape).toBe('apart')
    const metrics = Object.values(tokensNow).filter((value) => typeof value === 'object')
    expect(metrics.flatMap(({ attributes }) => attributes)).not.toContain('gen_ai.token.type')
  })
})

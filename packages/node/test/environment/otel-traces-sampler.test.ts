import { startOtlpReceiver } from '@tokenscope/testing'
import { expect, test } from 'vitest'
import { newGeneration, startAlone } from '../start-alone.ts'

test('always_off records no trace; metrics and summary count all the same', async () => {
  await using receiver = await startOtlpReceiver()
  await using telemetry = startAlone({ endpoint: receiver.url }, { OTEL_TRACES_SAMPLER: 'always_off' })
  newGeneration('m').end()
  await telemetry.forceFlush()
  expect(receiver.spans).toEqual([])
  expect(receiver.metrics.map(({ name }) => name)).toContain('tokenscope.client.requests')
  expect(telemetry.summary().total).toBe(1)
})

test('traceidratio records about the share of OTEL_TRACES_SAMPLER_ARG', async () => {
  await using receiver = await startOtlpReceiver()
  const env = { OTEL_TRACES_SAMPLER: 'traceidratio', OTEL_TRACES_SAMPLER_ARG: '0.5' }
  await using telemetry = startAlone({ endpoint: receiver.url }, env)
  for (let i = 0; i < 400; i++) newGeneration('m').end()
  await telemetry.forceFlush()
  // Six standard deviations of a fair coin.
  expect(Math.abs(receiver.spans.length - 200)).toBeLessThan(60)
})

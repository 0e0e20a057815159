import { startOtlpReceiver } from '@tokenscope/testing'
import { expect, test } from 'vitest'
import { newGeneration, startAlone } from '../start-alone.ts'

test.each([
  ['cumulative', ['CUMULATIVE 1', 'CUMULATIVE 2']],
  ['delta', ['DELTA 1', 'DELTA 1']],
  ['lowmemory', ['DELTA 1', 'DELTA 1']],
])('%s', async (preference, expected) => {
  await using receiver = await startOtlpReceiver()
  await using telemetry = startAlone({ endpoint: receiver.url }, { OTEL_EXPORTER_OTLP_METRICS_TEMPORALITY_PREFERENCE: preference })
  for (let i = 0; i < 2; i++) {
    newGeneration('m').end()
    await telemetry.forceFlush()
  }
  const counted = receiver.metrics.filter(({ name }) => name === 'tokenscope.client.requests')
  expect(counted.map(({ temporality, points }) => `${temporality} ${points[0]?.value}`)).toEqual(expected)
})

test('calls in flight are cumulative whatever is preferred', async () => {
  await using receiver = await startOtlpReceiver()
  await using telemetry = startAlone({ endpoint: receiver.url }, { OTEL_EXPORTER_OTLP_METRICS_TEMPORALITY_PREFERENCE: 'delta' })
  const open = newGeneration('m')
  await telemetry.forceFlush()
  await telemetry.forceFlush()
  open.end()
  await telemetry.forceFlush()
  const active = receiver.metrics.filter(({ name }) => name === 'tokenscope.client.active_requests')
  expect(active.map(({ temporality, points }) => `${temporality} ${points[0]?.value}`)).toEqual([
    'CUMULATIVE 1',
    'CUMULATIVE 1',
    'CUMULATIVE 0',
  ])
})

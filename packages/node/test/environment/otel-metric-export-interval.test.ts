import { startOtlpReceiver } from '@tokenscope/testing'
import { expect, test } from 'vitest'
import { newGeneration, startAlone } from '../start-alone.ts'

test('metrics are sent at the interval, without a flush', async () => {
  await using receiver = await startOtlpReceiver()
  await using _ = startAlone({ endpoint: receiver.url }, { OTEL_METRIC_EXPORT_INTERVAL: '20' })
  newGeneration('m').end()
  const arrived = await receiver.waitForMetrics((metrics) => metrics.filter(({ name }) => name === 'tokenscope.client.requests').length > 1)
  expect(arrived.find(({ name }) => name === 'tokenscope.client.requests')?.points.map(({ value }) => value)).toEqual([1])
})

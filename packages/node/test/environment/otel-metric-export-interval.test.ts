import { startOtlpReceiver } from '@tokenscope/testing'
import { expect, test } from 'vitest'
import { listenToDiag, newGeneration, startAlone } from '../start-alone.ts'

test('metrics are sent at the interval, without a flush', async () => {
  await using receiver = await startOtlpReceiver()
  await using _ = startAlone({ endpoint: receiver.url }, { OTEL_METRIC_EXPORT_INTERVAL: '200' })
  newGeneration('m').end()
  const arrived = await receiver.waitForMetrics((metrics) => metrics.filter(({ name }) => name === 'tokenscope.client.requests').length > 1)
  expect(arrived.find(({ name }) => name === 'tokenscope.client.requests')?.points.map(({ value }) => value)).toEqual([1])
})

test('a receiver that does not answer in time is said once, not at each export', async () => {
  await using receiver = await startOtlpReceiver()
  receiver.delayMs(60_000)
  const said = listenToDiag()
  await using _ = startAlone(
    { endpoint: receiver.url, shutdownTimeoutMs: 10 },
    { OTEL_METRIC_EXPORT_INTERVAL: '100', OTEL_METRIC_EXPORT_TIMEOUT: '50' },
  )
  newGeneration('m').end()
  await receiver.waitForMetrics((metrics) => metrics.filter(({ name }) => name === 'tokenscope.client.requests').length > 3)
  expect(said).toEqual([
    'error [tokenscope] otlp export of metrics failed: no answer within 45 ms. The application is not affected; ' +
      '`npx @tokenscope/cli doctor`, in the same shell, says what the endpoint answers.',
  ])
})

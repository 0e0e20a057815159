import { startOtlpReceiver } from '@tokenscope/testing'
import { expect, test } from 'vitest'
import { newGeneration, startAlone } from '../start-alone.ts'

test('headers and compression of one signal go with that signal', async () => {
  await using receiver = await startOtlpReceiver()
  await using telemetry = startAlone(
    { endpoint: receiver.url },
    {
      OTEL_EXPORTER_OTLP_HEADERS: 'x-tenant=a',
      OTEL_EXPORTER_OTLP_TRACES_HEADERS: 'x-tenant=b',
      OTEL_EXPORTER_OTLP_METRICS_COMPRESSION: 'gzip',
    },
  )
  newGeneration('m').end()
  await telemetry.forceFlush()
  const sent = receiver.requests.map(({ path, headers }) => [path, headers['x-tenant'], headers['content-encoding']])
  expect(sent.sort()).toEqual([
    ['/v1/metrics', 'a', 'gzip'],
    ['/v1/traces', 'b', undefined],
  ])
})

import { startOtlpReceiver } from '@tokenscope/testing'
import { expect, test, vi } from 'vitest'
import { newGeneration, startAlone } from '../start-alone.ts'

test('otlp,console does both', async () => {
  await using receiver = await startOtlpReceiver()
  const dir = vi.spyOn(console, 'dir').mockImplementation(() => undefined)
  await using telemetry = startAlone({ endpoint: receiver.url }, { OTEL_TRACES_EXPORTER: 'otlp,console', OTEL_METRICS_EXPORTER: 'none' })
  newGeneration('m').end()
  await telemetry.forceFlush()
  expect(receiver.spans.map(({ name }) => name)).toEqual(['chat m'])
  expect(dir.mock.calls.map(([span]) => span.name)).toEqual(['chat m'])
  dir.mockRestore()
})

test('none sends no traces, with an endpoint too', async () => {
  await using receiver = await startOtlpReceiver()
  await using telemetry = startAlone({ endpoint: receiver.url }, { OTEL_TRACES_EXPORTER: 'none' })
  newGeneration('m').end()
  await telemetry.forceFlush()
  expect(receiver.requests.map(({ path }) => path)).toEqual(['/v1/metrics'])
})

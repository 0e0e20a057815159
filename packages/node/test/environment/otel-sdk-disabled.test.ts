import { startOtlpReceiver } from '@tokenscope/testing'
import { expect, test } from 'vitest'
import { newGeneration, startAlone } from '../start-alone.ts'

test('true: nothing is opened and nothing is sent; the summary counts', async () => {
  await using receiver = await startOtlpReceiver()
  await using telemetry = startAlone({ endpoint: receiver.url, prometheus: { port: 0 } }, { OTEL_SDK_DISABLED: 'true' })
  await telemetry.ready
  newGeneration('m').end()
  await telemetry.forceFlush()
  expect([telemetry.prometheusUrl, receiver.requests]).toEqual([undefined, []])
  expect(telemetry.summary().succeeded).toBe(1)
})

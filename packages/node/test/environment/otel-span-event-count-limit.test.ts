import { startGeneration } from '@tokenscope/core'
import { startOtlpReceiver } from '@tokenscope/testing'
import { expect, test } from 'vitest'
import { startAlone } from '../start-alone.ts'

test.each([
  ['200', 152],
  ['', 128],
])('"%s" lets a span of 150 chunks keep %d events', async (limit, events) => {
  await using receiver = await startOtlpReceiver()
  await using telemetry = startAlone({ endpoint: receiver.url }, { OTEL_SPAN_EVENT_COUNT_LIMIT: limit })
  const generation = startGeneration({ model: 'm', tokenEvents: 'every' })
  for (let i = 0; i < 150; i++) generation.chunk()
  generation.end()
  await telemetry.forceFlush()
  expect(receiver.spans[0]?.events).toHaveLength(events)
})

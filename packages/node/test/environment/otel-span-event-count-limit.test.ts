import { startGeneration } from '@tokenscope/core'
import { startOtlpReceiver } from '@tokenscope/testing'
import { expect, test } from 'vitest'
import { listenToDiag, startAlone } from '../start-alone.ts'

test.each([
  [{ OTEL_SPAN_EVENT_COUNT_LIMIT: '140' }, 140],
  [{ OTEL_SPAN_EVENT_COUNT_LIMIT: '' }, 128],
  [{ TOKENSCOPE_TOKEN_EVENTS: 'every' }, 152],
  [{ TOKENSCOPE_TOKEN_EVENTS: 'every', OTEL_SPAN_EVENT_COUNT_LIMIT: '140' }, 140],
])('with %j a span of 150 chunks keeps %d events', async (env, events) => {
  listenToDiag()
  await using receiver = await startOtlpReceiver()
  await using telemetry = startAlone({ endpoint: receiver.url }, env)
  const generation = startGeneration({ model: 'm', tokenEvents: 'every' })
  for (let i = 0; i < 150; i++) generation.chunk()
  generation.end()
  await telemetry.forceFlush()
  expect(receiver.spans[0]?.events).toHaveLength(events)
})

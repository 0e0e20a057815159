import { startGeneration } from '@tokenscope/core'
import { start } from '@tokenscope/node'
import { startOtlpReceiver } from '@tokenscope/testing'
import { expect, test } from 'vitest'
import { listenToDiag, newGeneration, startAlone } from '../start-alone.ts'

test('start() twice gives the running telemetry and says so once', () => {
  const said = listenToDiag()
  const first = startAlone({ serviceName: 'first' })
  expect([startAlone({ serviceName: 'second' }), startAlone({ serviceName: 'third' })]).toEqual([first, first])
  expect(said).toEqual([
    'warn [tokenscope] start() was called with options although telemetry is running; it is returned as it is, and these options are not used.',
  ])
})

test('start() without options gives the running telemetry, wherever it is asked for', () => {
  const said = listenToDiag()
  const first = startAlone({ serviceName: 'first' })
  expect([start(), start()]).toEqual([first, first])
  expect(said).toEqual([])
})

test('after a shutdown telemetry starts anew, with counts from zero', async () => {
  await using receiver = await startOtlpReceiver()
  const first = startAlone({ endpoint: receiver.url })
  newGeneration('first').end()
  await first.shutdown()
  const second = startAlone({ endpoint: receiver.url })
  newGeneration('second').end()
  await second.shutdown()
  expect(receiver.spans.map(({ name }) => name)).toEqual(['chat first', 'chat second'])
  expect([first.summary().total, second.summary().total]).toEqual([1, 1])
  const counts = receiver.metrics.filter(({ name }) => name === 'tokenscope.client.requests').map(({ points }) => points.length)
  expect(counts).toEqual([1, 1])
})

test('calls after the shutdown run as before, and go nowhere', async () => {
  const telemetry = startAlone()
  await telemetry.shutdown()
  const generation = startGeneration({ model: 'm' })
  expect(generation.run(() => 'the answer')).toBe('the answer')
  generation.end()
  expect(telemetry.summary().total).toBe(0)
})

test('the environment is not written', () => {
  const before = { ...process.env }
  startAlone({ endpoint: 'http://127.0.0.1:1', serviceName: 'x', prometheus: { port: 0 } })
  expect({ ...process.env }).toEqual(before)
})

test('bad options and variables are said once each, and the rest works', async () => {
  const said = listenToDiag()
  const telemetry = startAlone({ serviceNam: 'x', prometheus: { port: 0 }, tokenEvents: 'all' } as never, {
    OTEL_BSP_MAX_QUEUE_SIZE: 'many',
    TOKENSCOPE_GPU: 'maybe',
  })
  await telemetry.ready
  expect(telemetry.prometheusUrl).toBeDefined()
  expect(said.map((line) => line.split(' is ')[0]?.split('; ')[0])).toEqual([
    'warn [tokenscope] start: unknown option "serviceNam"',
    'warn [tokenscope] start: option "tokenEvents"',
    'warn [tokenscope] start: OTEL_BSP_MAX_QUEUE_SIZE',
  ])
})

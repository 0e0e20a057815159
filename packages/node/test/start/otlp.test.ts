import { startGeneration } from '@tokenscope/core'
import { startOtlpReceiver } from '@tokenscope/testing'
import { expect, test } from 'vitest'
import { listenToDiag, newGeneration, startAlone } from '../start-alone.ts'

/** The exporter would first try again after 0.8 s: so it gives a receiver that is away up at once, and a slow one time enough. */
const IMPATIENT = { OTEL_EXPORTER_OTLP_TIMEOUT: '700', OTEL_BSP_SCHEDULE_DELAY: '20', OTEL_BLRP_SCHEDULE_DELAY: '20' }

test('the endpoint option sends traces, metrics and log events, all of one resource', async () => {
  await using receiver = await startOtlpReceiver()
  await using telemetry = startAlone({
    endpoint: `${receiver.url}/`,
    serviceName: 'chat',
    serviceVersion: '1.2.3',
    resourceAttributes: { team: 'a' },
  })
  startGeneration({ model: 'm', captureContent: 'event' }).end({ inputTokens: 3 })
  await telemetry.forceFlush()
  expect(receiver.requests.map(({ path, status }) => `${path} ${status}`).sort()).toEqual([
    '/v1/logs 200',
    '/v1/metrics 200',
    '/v1/traces 200',
  ])
  expect(receiver.spans.map(({ name, kind }) => [name, kind])).toEqual([['chat m', 'INTERNAL']])
  expect(receiver.logs.map(({ eventName }) => eventName)).toEqual(['gen_ai.client.inference.operation.details'])
  expect(receiver.logs[0]?.spanId).toBe(receiver.spans[0]?.spanId)
  for (const { resource } of [...receiver.spans, ...receiver.metrics, ...receiver.logs]) {
    expect(resource).toMatchObject({
      'service.name': 'chat',
      'service.version': '1.2.3',
      team: 'a',
      'telemetry.distro.name': 'tokenscope',
      'telemetry.distro.version': '0.1.0',
      'process.pid': process.pid,
    })
  }
})

test('metrics of calls arrive as integers and doubles with exact buckets, under one scope', async () => {
  await using receiver = await startOtlpReceiver()
  await using telemetry = startAlone({ endpoint: receiver.url })
  newGeneration('m').end({ inputTokens: 16 })
  newGeneration('m').end({ inputTokens: 17 })
  await telemetry.forceFlush()
  const usage = receiver.metrics.find(({ name }) => name === 'gen_ai.client.token.usage')
  expect(usage?.scope).toEqual({ name: '@tokenscope/openai', version: '0.1.0' })
  expect([usage?.type, usage?.temporality, usage?.unit]).toEqual(['histogram', 'CUMULATIVE', '{token}'])
  expect(usage?.points.map(({ value }) => value)).toEqual([
    {
      count: 2,
      sum: 33,
      min: 16,
      max: 17,
      bounds: [1, 4, 16, 64, 256, 1024, 4096, 16384, 65536, 262144, 1048576, 4194304, 16777216, 67108864],
      counts: [0, 0, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0],
    },
  ])
})

test('a receiver that is down is said once; what it missed is delivered when it is up again on the same port', async () => {
  const first = await startOtlpReceiver()
  const { port, url } = first
  await first.close()
  const said = listenToDiag()
  await using telemetry = startAlone({ endpoint: url }, IMPATIENT)
  for (const model of ['missed-1', 'missed-2']) {
    newGeneration(model).end()
    await telemetry.forceFlush()
  }
  await using second = await startOtlpReceiver({ port })
  expect((await second.waitForSpans(2)).map(({ name }) => name)).toEqual(['chat missed-1', 'chat missed-2'])
  newGeneration('seen').end()
  await telemetry.forceFlush()
  expect(second.spans.map(({ name }) => name)).toEqual(['chat missed-1', 'chat missed-2', 'chat seen'])
  const failures = said.filter((line) => line.includes(' failed: '))
  expect(failures.map((line) => /otlp export of (\w+)/.exec(line)?.[1]).sort()).toEqual(['metrics', 'traces'])
})

test('a flush delivers at once what a receiver missed', async () => {
  const first = await startOtlpReceiver()
  const { port, url } = first
  await first.close()
  listenToDiag()
  await using telemetry = startAlone({ endpoint: url }, { ...IMPATIENT, OTEL_BSP_SCHEDULE_DELAY: '60000' })
  newGeneration('missed').end()
  await telemetry.forceFlush()
  await using second = await startOtlpReceiver({ port })
  await telemetry.forceFlush()
  expect(second.spans.map(({ name }) => name)).toEqual(['chat missed'])
})

test.each([400, 401, 404, 500])('a receiver that answers %d is said once and counted', async (status) => {
  await using receiver = await startOtlpReceiver()
  receiver.failNext(1_000, status)
  const said = listenToDiag()
  await using telemetry = startAlone({ endpoint: receiver.url, resourceAttributes: { status } }, IMPATIENT)
  for (let i = 0; i < 5; i++) {
    newGeneration('m').end()
    await telemetry.forceFlush()
  }
  receiver.reset()
  await telemetry.forceFlush()
  const failures = said.filter((line) => line.startsWith('error [tokenscope] otlp export of traces failed: '))
  expect(failures.length).toBeLessThanOrEqual(1)
  for (const line of failures) expect(line).toContain(`failed: HTTP ${status} `)
  const errors = receiver.metrics.find(({ name }) => name === 'tokenscope.sdk.errors')
  expect(errors?.points.map(({ attributes }) => attributes['tokenscope.component'])).toContain('otlp export of traces')
})

test('a receiver that never answers does not hold the shutdown up beyond its timeout', async () => {
  await using receiver = await startOtlpReceiver()
  receiver.delayMs(60_000)
  listenToDiag()
  await using telemetry = startAlone({ endpoint: receiver.url, shutdownTimeoutMs: 100 })
  newGeneration('m').end()
  const startMs = performance.now()
  await telemetry.shutdown()
  expect(performance.now() - startMs).toBeLessThan(2_000)
})

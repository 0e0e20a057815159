import { once } from 'node:events'
import { type AddressInfo, createServer } from 'node:net'
import { context, diag, metrics, trace } from '@opentelemetry/api'
import { InMemoryMetricExporter, MeterProvider, PeriodicExportingMetricReader } from '@opentelemetry/sdk-metrics'
import type { SpanProcessor } from '@opentelemetry/sdk-trace'
import { hub } from '@tokenscope/core'
import { scrape, startOtlpReceiver, waitFor } from '@tokenscope/testing'
import { afterEach, expect, onTestFinished, test } from 'vitest'
import { listenToDiag, newGeneration, startAlone } from '../start-alone.ts'

afterEach(() => {
  hub().failures.clear()
})

const CUMULATIVE = 1

test('a start that fails half-way undoes itself, says why, and the application runs on', async () => {
  const reader = new PeriodicExportingMetricReader({ exporter: new InMemoryMetricExporter(CUMULATIVE) })
  const owner = new MeterProvider({ readers: [reader] })
  const port = await freePort()
  const said = listenToDiag()
  const telemetry = startAlone({ metricReaders: [reader], prometheus: { port } })
  newGeneration('m').end()
  await telemetry.ready
  await waitFor(() => canListen(port))
  expect(said).toEqual([
    'error [tokenscope] start failed and was skipped: Error: MetricReader can not be bound to a MeterProvider again.. The application is not affected.',
  ])
  expect([telemetry.prometheusUrl, hub().store, telemetry.summary().succeeded]).toEqual([undefined, undefined, 1])
  const mine = new MeterProvider()
  expect(metrics.setGlobalMeterProvider(mine)).toBe(true)
  metrics.disable()
  context.disable()
  await telemetry.shutdown()
  await owner.shutdown()
})

test('a view that is none is said and left out; the others count', async () => {
  const said = listenToDiag()
  await using telemetry = startAlone({ prometheus: { port: 0 }, views: [{}, { instrumentName: 'old', name: 'new' }] })
  await telemetry.ready
  metrics.getMeter('mine').createCounter('old').add(1)
  expect((await scrape(telemetry.prometheusUrl as string)).map(({ name }) => name)).toContain('new_total')
  expect(said).toHaveLength(1)
  expect(said[0]).toContain('view failed and was skipped')
})

const broken = (): never => {
  throw new Error('broken')
}
const BROKEN: SpanProcessor = {
  onStart: broken,
  onEnd: broken,
  forceFlush: () => Promise.reject(new Error('stuck')),
  shutdown: () => Promise.reject(new Error('stuck')),
}

test('a span processor and a sampler that throw harm neither calls nor shutdown, and are counted', async () => {
  await using receiver = await startOtlpReceiver()
  listenToDiag()
  const telemetry = startAlone({ spanProcessors: [BROKEN], prometheus: { port: 0 }, endpoint: receiver.url })
  await telemetry.ready
  const generation = newGeneration('m')
  expect(generation.run(() => 'the answer')).toBe('the answer')
  generation.end()
  const errors = (await scrape(telemetry.prometheusUrl as string)).filter(({ name }) => name === 'tokenscope_sdk_errors_total')
  expect(errors.length).toBeGreaterThan(0)
  await telemetry.forceFlush()
  await telemetry.shutdown()
  expect(trace.getTracer('any').startSpan('after').isRecording()).toBe(false)
})

test('further readers and processors get everything, metrics of calls too', async () => {
  const exporter = new InMemoryMetricExporter(CUMULATIVE)
  const ended: string[] = []
  const telemetry = startAlone({
    metricReaders: [new PeriodicExportingMetricReader({ exporter })],
    spanProcessors: [
      {
        onStart: () => undefined,
        onEnd: ({ name }) => void ended.push(name),
        forceFlush: async () => undefined,
        shutdown: async () => undefined,
      },
    ],
  })
  newGeneration('m').end()
  await telemetry.forceFlush()
  const names = exporter
    .getMetrics()
    .flatMap(({ scopeMetrics }) => scopeMetrics.flatMap((scope) => scope.metrics.map(({ descriptor }) => descriptor.name)))
  expect(names).toContain('tokenscope.client.requests')
  expect(ended).toEqual(['chat m'])
})

test('a logger of the application that throws ends neither the start nor the shutdown', async () => {
  const port = await freePort()
  const taken = createServer().listen(port, '127.0.0.1')
  await once(taken, 'listening')
  diag.setLogger({ error: broken, warn: broken, info: broken, debug: broken, verbose: broken }, { suppressOverrideMessage: true })
  onTestFinished(() => diag.disable())
  const stuck = { ...BROKEN, onStart: () => undefined, onEnd: () => undefined, shutdown: () => new Promise<void>(() => undefined) }
  const telemetry = startAlone({ unknown: 1, prometheus: { port }, spanProcessors: [stuck], shutdownTimeoutMs: 50 } as never)
  await telemetry.ready
  newGeneration('m').end()
  expect(telemetry.summary().total).toBe(1)
  await telemetry.shutdown()
  taken.close()
})

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  server.close()
  await once(server, 'close')
  return port
}

async function canListen(port: number): Promise<boolean> {
  const server = createServer().listen(port, '127.0.0.1')
  await once(server, 'listening')
  server.close()
  return true
}

import { context, trace } from '@opentelemetry/api'
import { MeterProvider, MetricReader } from '@opentelemetry/sdk-metrics'
import { expect, it } from 'vitest'
import { inMemoryTelemetry } from '../src/index.ts'

it('spans are there once they end, and gone after a reset', async () => {
  const telemetry = inMemoryTelemetry()
  const tracer = telemetry.tracerProvider.getTracer('test')
  tracer.startSpan('one').end()
  tracer.startSpan('still open')
  expect(telemetry.spans().map(({ name }) => name)).toEqual(['one'])
  telemetry.reset()
  expect(telemetry.spans()).toEqual([])
  await telemetry.shutdown()
})

it('log records are there with their event name', async () => {
  const telemetry = inMemoryTelemetry()
  telemetry.loggerProvider.getLogger('test').emit({ eventName: 'happened', body: 'text', attributes: { a: 1 } })
  expect(telemetry.logs()).toMatchObject([{ eventName: 'happened', body: 'text', attributes: { a: 1 } }])
  await telemetry.shutdown()
})

class PullReader extends MetricReader {
  protected override async onForceFlush(): Promise<void> {}
  protected override async onShutdown(): Promise<void> {}
}

it('metrics are plain rows, one a point, and those of a producer beside them', async () => {
  const bulk = new PullReader()
  const producing = new MeterProvider({ readers: [bulk] })
  producing.getMeter('bulk').createCounter('produced').add(7)
  const telemetry = inMemoryTelemetry({ metricProducers: [{ collect: () => bulk.collect() }] })
  const meter = telemetry.meterProvider.getMeter('test')
  meter.createCounter('calls', { unit: '{call}', description: 'so many' }).add(2, { model: 'a' })
  meter.createHistogram('time', { unit: 's', advice: { explicitBucketBoundaries: [1, 2] } }).record(1.5)
  expect(await telemetry.metrics()).toEqual([
    { name: 'calls', unit: '{call}', description: 'so many', attributes: { model: 'a' }, value: 2 },
    {
      name: 'time',
      unit: 's',
      description: '',
      attributes: {},
      value: { count: 1, sum: 1.5, min: 1.5, max: 1.5, bounds: [1, 2], counts: [0, 1, 0] },
    },
    { name: 'produced', unit: '', description: '', attributes: {}, value: 7 },
  ])
  await telemetry.shutdown()
  await producing.shutdown()
})

it('async context works while the telemetry that was asked for it is there', async () => {
  const plain = inMemoryTelemetry()
  const run = async () => {
    const tracer = plain.tracerProvider.getTracer('test')
    return tracer.startActiveSpan('parent', async (span) => {
      await Promise.resolve()
      const active = trace.getSpan(context.active())
      span.end()
      return active === span
    })
  }
  expect(await run()).toBe(false)
  const telemetry = inMemoryTelemetry({ contextManager: true })
  expect(await run()).toBe(true)
  await telemetry.shutdown()
  expect(await run()).toBe(false)
  await plain.shutdown()
})

import { AggregationTemporality, InMemoryMetricExporter, MeterProvider, PeriodicExportingMetricReader } from '@opentelemetry/sdk-metrics'
import { GPU_METRICS } from '@tokenscope/gpu'
import { expect, it } from 'vitest'
import { createGpuMetricProducer } from '../src/metric-producer.ts'
import { startFakeGpu } from './start-fake-gpu.ts'
import { until } from './until.ts'

function createProvider(): { readonly provider: MeterProvider; readonly exporter: InMemoryMetricExporter } {
  const exporter = new InMemoryMetricExporter(AggregationTemporality.CUMULATIVE)
  return {
    exporter,
    provider: new MeterProvider({ readers: [new PeriodicExportingMetricReader({ exporter, exportIntervalMillis: 3_600_000 })] }),
  }
}

it('reports through a meter provider, with the units and kinds of the table', async () => {
  const { provider, exporter } = createProvider()
  {
    await using run = await startFakeGpu({ driverVersion: '590.48.01' }, { meterProvider: provider })
    await until('energy', () => run.gpu.points().some(({ metric }) => metric.name === 'hw.energy'))
    await provider.forceFlush()
  }
  const metrics = exporter.getMetrics()[0]!.scopeMetrics.flatMap((scope) => scope.metrics)
  for (const { descriptor } of metrics) {
    const { unit, description } = GPU_METRICS.find(({ name }) => name === descriptor.name)!
    expect(descriptor).toMatchObject({ unit, description })
  }
  expect(metrics.length).toBeGreaterThan(25)
  await provider.shutdown()
})

it('registers nothing where there is no GPU', async () => {
  const { provider, exporter } = createProvider()
  await using run = await startFakeGpu({}, { meterProvider: provider, command: '/nowhere/nvidia-smi' })
  await until('two tries', () => run.gpu.describe().tool.failures.no_tool! >= 2)
  await provider.forceFlush()
  expect(exporter.getMetrics().flatMap(({ scopeMetrics }) => scopeMetrics)).toEqual([])
  expect(run.gpu.points()).toEqual([])
  await provider.shutdown()
})

it('starts no process for an export', async () => {
  const { provider } = createProvider()
  await using run = await startFakeGpu({}, { meterProvider: provider, processes: false, details: false })
  await until('a sample', () => run.gpu.describe().tool.samples >= 1)
  const before = (await run.fake.calls()).length
  for (let i = 0; i < 20; i++) await provider.forceFlush()
  expect((await run.fake.calls()).length).toBe(before)
  await provider.shutdown()
})

it('every metric of a point is in the table', async () => {
  await using run = await startFakeGpu({ driverVersion: '590.48.01' }, { meterProvider: false, gpm: { intervalMs: 5_000 } })
  await until('the slow ones', () => run.gpu.points().some(({ metric }) => metric.name === 'tokenscope.gpu.sm.utilization'))
  for (const { metric } of run.gpu.points()) expect(GPU_METRICS).toContain(metric)
})

it('a producer hands out differences to a reader that wants them', async () => {
  await using run = await startFakeGpu({ gpus: [{ fields: { 'power.draw.average': 1_000 } }] }, { meterProvider: false })
  const producer = createGpuMetricProducer(run.gpu, () => AggregationTemporality.DELTA)
  const energy = async (): Promise<number | undefined> => {
    const { resourceMetrics } = await producer.collect()
    const found = resourceMetrics.scopeMetrics[0]!.metrics.find(({ descriptor }) => descriptor.name === 'hw.energy')
    return found?.dataPoints[0]?.value as number | undefined
  }
  let sum = (await until('energy', energy)) ?? 0
  for (let i = 0; i < 3; i++) sum += await until('more', async () => (await energy()) || undefined)
  const total = run.gpu.snapshot()[0]!.energyJoules!
  expect(sum).toBeGreaterThan(0)
  expect(sum).toBeLessThanOrEqual(total)
})

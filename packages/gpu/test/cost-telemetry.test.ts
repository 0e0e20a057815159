import {
  AggregationTemporality,
  type Histogram,
  InMemoryMetricExporter,
  MeterProvider,
  PeriodicExportingMetricReader,
} from '@opentelemetry/sdk-metrics'
import { createCostRecorder, type RequestCost, toCostAttributes, withOutputTokens } from '@tokenscope/gpu'
import { ALL_METRICS } from '@tokenscope/semconv'
import { expect, it } from 'vitest'

const COST: RequestCost = {
  id: 'a',
  coverage: 0.95,
  method: 'tokens',
  outputTokens: 10,
  joules: 300,
  gpuSeconds: 0.5,
  peakMemoryBytes: 0,
  joulesPerOutputToken: 30,
  gpuSecondsPerOutputToken: 0.05,
}

it('a cost is a handful of span attributes, 0 included', () => {
  expect(toCostAttributes(COST)).toEqual({
    'tokenscope.gpu.coverage': 0.95,
    'tokenscope.gpu.attribution.method': 'tokens',
    'tokenscope.gpu.energy': 300,
    'tokenscope.gpu.energy_per_output_token': 30,
    'tokenscope.gpu.time': 0.5,
    'tokenscope.gpu.time_per_output_token': 0.05,
    'tokenscope.gpu.peak_memory': 0,
  })
})

it('without a figure the coverage remains', () => {
  expect(toCostAttributes({ id: 'a', coverage: 0.4, outputTokens: 10 })).toEqual({ 'tokenscope.gpu.coverage': 0.4 })
})

it('costs are recorded in the buckets of the table, and calls without a figure counted', async () => {
  const exporter = new InMemoryMetricExporter(AggregationTemporality.CUMULATIVE)
  const provider = new MeterProvider({ readers: [new PeriodicExportingMetricReader({ exporter, exportIntervalMillis: 3_600_000 })] })
  const record = createCostRecorder(provider.getMeter('test'))
  record(COST, { 'gen_ai.request.model': 'm' })
  record({ id: 'b', coverage: 0.4, outputTokens: 3 }, { 'gen_ai.request.model': 'm' })
  await provider.forceFlush()
  const metrics = exporter.getMetrics()[0]!.scopeMetrics[0]!.metrics
  const rows = metrics.map(({ descriptor, dataPoints }) => {
    const value = dataPoints[0]!.value as number | Histogram
    return [descriptor.name, typeof value === 'number' ? value : [value.count, value.sum, value.buckets.boundaries]]
  })
  const buckets = (name: string): readonly number[] => ALL_METRICS.find((metric) => metric.name === name)!.buckets!
  expect(rows).toEqual([
    ['tokenscope.gpu.request.energy', [1, 300, buckets('tokenscope.gpu.request.energy')]],
    ['tokenscope.gpu.request.time', [1, 0.5, buckets('tokenscope.gpu.request.time')]],
    ['tokenscope.gpu.request.energy_per_output_token', [1, 30, buckets('tokenscope.gpu.request.energy_per_output_token')]],
    ['tokenscope.gpu.request.uncovered', 1],
  ])
  await provider.shutdown()
})

it('per token is said by the tokens that the server reported, and by nothing else', () => {
  expect(withOutputTokens(COST, 20)).toEqual({ ...COST, outputTokens: 20, joulesPerOutputToken: 15, gpuSecondsPerOutputToken: 0.025 })
  const { joulesPerOutputToken, gpuSecondsPerOutputToken, ...without } = COST
  expect(withOutputTokens(COST, undefined)).toEqual({ ...without, outputTokens: 0 })
  expect(withOutputTokens(COST, 0)).toEqual({ ...without, outputTokens: 0 })
  expect(withOutputTokens({ id: 'a', coverage: 0.4, outputTokens: 3 }, 20)).toEqual({ id: 'a', coverage: 0.4, outputTokens: 20 })
})

import { HostMetrics } from '@opentelemetry/host-metrics'
import { RuntimeNodeInstrumentation } from '@opentelemetry/instrumentation-runtime-node'
import {
  AggregationTemporality,
  DataPointType,
  InMemoryMetricExporter,
  MeterProvider,
  type MetricData,
  PeriodicExportingMetricReader,
} from '@opentelemetry/sdk-metrics'
import { expect, it } from 'vitest'
import * as host from '../src/host-metrics.ts'
import * as runtime from '../src/runtime-metrics.ts'

it('@opentelemetry/host-metrics sends what the table says, with its names, units, types and attributes', async () => {
  const sent = await collect((meterProvider) => {
    const metrics = new HostMetrics({
      meterProvider,
      metricGroups: ['system.cpu', 'system.memory', 'process.cpu', 'process.memory'],
    })
    metrics.start()
    return () => {}
  })
  expect(sent.map(shapeOf).sort(byName)).toEqual(tableOf(host))
})

it('@opentelemetry/instrumentation-runtime-node sends what the table says', async () => {
  const sent = await collect((meterProvider) => {
    const instrumentation = new RuntimeNodeInstrumentation({ enabled: false })
    instrumentation.setMeterProvider(meterProvider)
    instrumentation.enable()
    return () => instrumentation.disable()
  })
  expect(sent.map(shapeOf).sort(byName)).toEqual(tableOf(runtime))
})

interface Shape {
  readonly name: string
  readonly unit: string
  readonly instrument: string
  readonly description: string
  readonly attributes: readonly string[]
}

async function collect(start: (provider: MeterProvider) => () => void): Promise<MetricData[]> {
  const exporter = new InMemoryMetricExporter(AggregationTemporality.CUMULATIVE)
  const reader = new PeriodicExportingMetricReader({ exporter, exportIntervalMillis: 3_600_000 })
  const provider = new MeterProvider({ readers: [reader] })
  const stop = start(provider)
  // A garbage collection is seen by its performance entry, which arrives a moment later.
  globalThis.gc?.()
  await new Promise((resolve) => setTimeout(resolve, 100))
  await reader.forceFlush()
  const sent = [...exporter.getMetrics()] // shutting down sends once more
  stop()
  await provider.shutdown()
  return sent.flatMap(({ scopeMetrics }) => scopeMetrics.flatMap(({ metrics }) => metrics))
}

function shapeOf({ descriptor, dataPoints, ...data }: MetricData): Shape {
  const attributes = new Set(dataPoints.flatMap((point) => Object.keys(point.attributes)))
  const { name, unit, description } = descriptor
  return { name, unit, instrument: instrumentOf(data), description, attributes: [...attributes].sort() }
}

function instrumentOf(data: { dataPointType: DataPointType; isMonotonic?: boolean }): string {
  if (data.dataPointType === DataPointType.GAUGE) return 'gauge'
  if (data.dataPointType === DataPointType.SUM) return data.isMonotonic === true ? 'counter' : 'updowncounter'
  return 'histogram'
}

function tableOf(module: Readonly<Record<string, unknown>>): Shape[] {
  return Object.values(module)
    .filter((value): value is Shape => typeof value === 'object')
    .map(({ name, unit, instrument, description, attributes }) => ({
      name,
      unit,
      instrument,
      description,
      attributes: [...attributes].sort(),
    }))
    .sort(byName)
}

function byName(a: Shape, b: Shape): number {
  return a.name < b.name ? -1 : 1
}

import { ValueType } from '@opentelemetry/api'
import { emptyResource } from '@opentelemetry/resources'
import { AggregationTemporality, type CollectionResult, MeterProvider, type MetricData, MetricReader } from '@opentelemetry/sdk-metrics'
import { hub, MetricCells } from '@tokenscope/core'
import { ACTIVE_REQUESTS, CLIENT_OPERATION_DURATION, type MetricDefinition, RATELIMIT_REMAINING, REQUESTS } from '@tokenscope/semconv'
import fc from 'fast-check'
import { afterEach, expect, test } from 'vitest'
import { BulkSources } from '../../src/metrics/bulk-sources.ts'
import { withBulkMetrics } from '../../src/metrics/with-bulk-metrics.ts'

const { CUMULATIVE, DELTA } = AggregationTemporality
const OURS = '@tokenscope/openai'
const SDK = 'sdk'

afterEach(() => {
  hub().store = undefined
  hub().failures.clear()
})

class TestReader extends MetricReader {
  protected override async onShutdown(): Promise<void> {}
  protected override async onForceFlush(): Promise<void> {}
}

const DEFINITIONS = [CLIENT_OPERATION_DURATION, REQUESTS, ACTIVE_REQUESTS, RATELIMIT_REMAINING]
const recording = fc.record({
  definition: fc.constantFrom(...DEFINITIONS),
  value: fc.oneof(
    fc.constantFrom(0.01, 0.02, 3, 5, 81.92, 0, 1000),
    fc.integer({ min: 0, max: 200_000 }).map((millis) => millis / 1_000),
  ),
  model: fc.constantFrom('a', 'b'),
})
/** Recordings, and where a reader looks in between. */
const story = fc.array(fc.array(recording, { maxLength: 12 }), { minLength: 1, maxLength: 4 })

test.each([
  ['cumulative', CUMULATIVE],
  ['delta', DELTA],
])('a %s reader sees what the SDK itself would have aggregated', async (_, temporality) => {
  await fc.assert(
    fc.asyncProperty(story, async (chapters) => {
      const store = new MetricCells()
      hub().store = store
      const { reader, provider } = readerWith(temporality)
      const record = sdkRecorder(provider)
      for (const chapter of chapters) {
        for (const { definition, value, model } of chapter) {
          const whole = definition.valueType === 'int' ? Math.round(value) : value
          record(definition, whole, { model })
          if (definition.instrument === 'histogram') store.histogram(definition, { model }).record(whole)
          else if (definition.instrument === 'gauge') store.gauge(definition, { model }).set(whole)
          else store.sum(definition, { model }).add(whole)
        }
        const collected = await reader.collect()
        expect(comparable(collected, OURS, temporality)).toEqual(comparable(collected, SDK, temporality))
      }
      await provider.shutdown()
    }),
    { numRuns: 60 },
  )
})

test('readers of both kinds see everything, each by its own last look', async () => {
  const store = new MetricCells()
  hub().store = store
  const delta = readerWith(DELTA)
  const cumulative = readerWith(CUMULATIVE)
  const point = store.sum(REQUESTS, {})
  const look = async (reader: MetricReader): Promise<unknown> => firstValue(await reader.collect(), REQUESTS)
  point.add(2)
  expect([await look(delta.reader), await look(cumulative.reader)]).toEqual([2, 2])
  point.add(3)
  expect([await look(delta.reader), await look(cumulative.reader)]).toEqual([3, 5])
  expect([await look(delta.reader), await look(cumulative.reader)]).toEqual([undefined, 5])
})

test('a delta begins where the last one ended', async () => {
  const store = new MetricCells()
  hub().store = store
  const { reader } = readerWith(DELTA)
  const times = async (): Promise<unknown[]> => {
    store.sum(REQUESTS, {}).add(1)
    const [point] = ours(await reader.collect()).find(({ descriptor }) => descriptor.name === REQUESTS.name)?.dataPoints ?? []
    return [point?.startTime, point?.endTime]
  }
  const [, firstEnd] = await times()
  const [secondStart] = await times()
  expect(secondStart).toEqual(firstEnd)
})

test('failures of the telemetry are a counter by component', async () => {
  hub().store = new MetricCells()
  const { reader } = readerWith(CUMULATIVE)
  hub().failed('redactor')
  hub().failed('redactor')
  hub().failed('clock')
  const errors = ours(await reader.collect()).find(({ descriptor }) => descriptor.name === 'tokenscope.sdk.errors')
  expect(errors?.descriptor.valueType).toBe(ValueType.INT)
  expect(errors?.dataPoints.map(({ attributes, value }) => [attributes, value])).toEqual([
    [{ 'tokenscope.component': 'redactor' }, 2],
    [{ 'tokenscope.component': 'clock' }, 1],
  ])
})

test('without start() there is nothing, and a source without metrics makes no empty scope', async () => {
  const bulk = new BulkSources()
  bulk.add(() => ({
    collect: async () => ({
      resourceMetrics: { resource: emptyResource(), scopeMetrics: [{ scope: { name: 'gpu' }, metrics: [] }] },
      errors: [],
    }),
  }))
  const { reader } = readerWith(CUMULATIVE, bulk)
  expect((await reader.collect()).resourceMetrics.scopeMetrics).toEqual([])
})

function readerWith(
  temporality: AggregationTemporality,
  bulk: BulkSources = new BulkSources(),
): { reader: TestReader; provider: MeterProvider } {
  const reader = new TestReader({ aggregationTemporalitySelector: () => temporality })
  return { reader, provider: new MeterProvider({ readers: [withBulkMetrics(reader, bulk)] }) }
}

function sdkRecorder(provider: MeterProvider): (definition: MetricDefinition, value: number, attributes: { model: string }) => void {
  const meter = provider.getMeter(SDK)
  const records = new Map<string, (value: number, attributes: { model: string }) => void>()
  for (const { name, description, unit, valueType, instrument, buckets } of DEFINITIONS) {
    const options = { description, unit, valueType: valueType === 'int' ? ValueType.INT : ValueType.DOUBLE }
    if (instrument === 'histogram') {
      const histogram = meter.createHistogram(name, { ...options, advice: { explicitBucketBoundaries: [...(buckets ?? [])] } })
      records.set(name, (value, attributes) => histogram.record(value, attributes))
    } else if (instrument === 'gauge') {
      const gauge = meter.createGauge(name, options)
      records.set(name, (value, attributes) => gauge.record(value, attributes))
    } else {
      const sum = instrument === 'counter' ? meter.createCounter(name, options) : meter.createUpDownCounter(name, options)
      records.set(name, (value, attributes) => sum.add(value, attributes))
    }
  }
  return (definition, value, attributes) => records.get(definition.name)?.(value, attributes)
}

/** A scope's metrics as plain values, in one order, without times and without what a delta cannot have. */
function comparable({ resourceMetrics }: CollectionResult, scopeName: string, temporality: AggregationTemporality): unknown[] {
  const metrics = resourceMetrics.scopeMetrics.find(({ scope }) => scope.name === scopeName)?.metrics ?? []
  return metrics
    .flatMap((metric) => metric.dataPoints.map((point) => ({ metric, point })))
    .filter(({ metric, point }) => temporality === CUMULATIVE || !isUnchanged(metric, point.value))
    .map(({ metric: { dataPoints: _, descriptor, ...metric }, point }) => ({
      ...metric,
      descriptor: { name: descriptor.name, unit: descriptor.unit, description: descriptor.description, valueType: descriptor.valueType },
      attributes: point.attributes,
      value: plain(point.value, temporality),
    }))
    .sort((a, b) => (JSON.stringify([a.descriptor, a.attributes]) < JSON.stringify([b.descriptor, b.attributes]) ? -1 : 1))
}

/** The SDK hands out a sum of 0 or an old gauge value again where somebody recorded it; for a backend that is no news. */
function isUnchanged(metric: Omit<MetricData, 'dataPoints'>, value: unknown): boolean {
  return metric.descriptor.name === RATELIMIT_REMAINING.name || value === 0
}

function plain(value: unknown, temporality: AggregationTemporality): unknown {
  if (typeof value === 'number') return Number(value.toFixed(6))
  const { buckets, sum, count, min, max } = value as { buckets: unknown; sum: number; count: number; min?: number; max?: number }
  return { buckets, count, sum: Number(sum.toFixed(6)), ...(temporality === CUMULATIVE && { min, max }) }
}

function ours({ resourceMetrics }: CollectionResult): MetricData[] {
  return resourceMetrics.scopeMetrics.find(({ scope }) => scope.name === OURS)?.metrics ?? []
}

function firstValue(result: CollectionResult, { name }: MetricDefinition): unknown {
  return ours(result).find(({ descriptor }) => descriptor.name === name)?.dataPoints[0]?.value
}

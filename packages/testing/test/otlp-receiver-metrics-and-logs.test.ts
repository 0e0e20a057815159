import { ROOT_CONTEXT, trace } from '@opentelemetry/api'
import {
  JsonLogsSerializer,
  JsonMetricsSerializer,
  ProtobufLogsSerializer,
  ProtobufMetricsSerializer,
} from '@opentelemetry/otlp-transformer'
import { resourceFromAttributes } from '@opentelemetry/resources'
import { LoggerProvider, type ReadableLogRecord } from '@opentelemetry/sdk-logs'
import { AggregationType, MeterProvider, MetricReader, type ResourceMetrics } from '@opentelemetry/sdk-metrics'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { type OtlpReceiver, startOtlpReceiver } from '../src/otlp-receiver/index.ts'

const MODES = [
  { name: 'JSON', contentType: 'application/json', metricsSerializer: JsonMetricsSerializer, logsSerializer: JsonLogsSerializer },
  {
    name: 'protobuf',
    contentType: 'application/x-protobuf',
    metricsSerializer: ProtobufMetricsSerializer,
    logsSerializer: ProtobufLogsSerializer,
  },
]
const origin = { resource: { 'service.name': 'shop' }, scope: { name: 'checkout', version: '2' } }
const times = { startTimeUnixNano: expect.any(BigInt), timeUnixNano: expect.any(BigInt) }

let receiver: OtlpReceiver
beforeAll(async () => {
  receiver = await startOtlpReceiver()
})
afterEach(() => receiver.reset())
afterAll(() => receiver.close())

describe.each(MODES)('what the SDK serializes as $name', ({ contentType, metricsSerializer, logsSerializer }) => {
  it('arrives as metrics of each kind', async () => {
    await post('/v1/metrics', contentType, metricsSerializer.serializeRequest(await everyKindOfMetric()))
    const histogram = { count: 3, sum: 12, min: 1, max: 8 }
    const metrics = await receiver.waitForMetrics(5)
    expect(metrics).toEqual([
      {
        ...{ name: 'size', unit: 'By', description: '', type: 'exponentialHistogram', temporality: 'CUMULATIVE', monotonic: undefined },
        ...origin,
        points: [
          {
            attributes: {},
            value: {
              ...histogram,
              scale: 1,
              zeroCount: 0,
              zeroThreshold: 0,
              positive: { offset: -1, counts: [1, 0, 0, 0, 1, 0, 1] },
              negative: { offset: 0, counts: [] },
            },
            exemplars: [],
            ...times,
          },
        ],
      },
      {
        ...{ name: 'orders', unit: '{order}', description: 'Orders.', type: 'sum', temporality: 'CUMULATIVE', monotonic: true, ...origin },
        points: [
          { attributes: { paid: true }, value: 3, exemplars: [], ...times },
          { attributes: { paid: false }, value: 0.5, exemplars: [], ...times },
        ],
      },
      {
        ...{ name: 'open', unit: '', description: '', type: 'sum', temporality: 'CUMULATIVE', monotonic: false, ...origin },
        points: [{ attributes: {}, value: -2, exemplars: [], ...times }],
      },
      {
        ...{ name: 'load', unit: '1', description: '', type: 'gauge', temporality: undefined, monotonic: undefined, ...origin },
        points: [{ attributes: {}, value: 0, exemplars: [], ...times }],
      },
      {
        ...{ name: 'wait', unit: 's', description: '', type: 'histogram', temporality: 'CUMULATIVE', monotonic: undefined, ...origin },
        points: [{ attributes: {}, value: { ...histogram, bounds: [2, 4], counts: [1, 1, 1] }, exemplars: [], ...times }],
      },
    ])
    const { startTimeUnixNano, timeUnixNano } = metrics[0]!.points[0]!
    expect(timeUnixNano - startTimeUnixNano).toBeLessThan(10_000_000_000n)
  })

  it('arrives as log records and events', async () => {
    await post('/v1/logs', contentType, logsSerializer.serializeRequest(twoLogRecords()))
    const [event, plain] = await receiver.waitForLogs(2)
    expect(event).toEqual({
      eventName: 'order.declined',
      severityNumber: 17,
      severityText: 'ERROR',
      body: { reason: ['no', 'money'], attempts: 2 },
      attributes: { 'order.id': 7, nested: { a: [1.5, true] } },
      traceId: '0af7651916cd43dd8448eb211c80319c',
      spanId: '00f067aa0ba902b7',
      timeUnixNano: 1_700_000_000_123_456_789n,
      observedTimeUnixNano: 1_700_000_001_000_000_000n,
      ...origin,
    })
    expect(plain).toEqual({
      eventName: undefined,
      severityNumber: 0,
      severityText: '',
      body: 'hello',
      attributes: {},
      traceId: undefined,
      spanId: undefined,
      timeUnixNano: 0n,
      observedTimeUnixNano: expect.any(BigInt),
      ...origin,
    })
  })
})

describe('what the SDK does not send', () => {
  it('arrives too: summaries, exemplars, delta, integers beyond the safe ones, points without a value', async () => {
    const exemplar = {
      timeUnixNano: '5',
      asDouble: 1.5,
      traceId: 'a'.repeat(32),
      filteredAttributes: [{ key: 'k', value: { stringValue: 'v' } }],
    }
    const dataPoints = [{ asInt: '9007199254740993', exemplars: [exemplar] }, {}]
    const sum = { name: 'big', sum: { dataPoints, aggregationTemporality: 1 } }
    const summary = { name: 'old', summary: { dataPoints: [{ count: '2', sum: 3, quantileValues: [{ quantile: 0.5, value: 'NaN' }] }] } }
    const body = JSON.stringify({ resourceMetrics: [{ scopeMetrics: [{ metrics: [sum, summary] }] }] })
    await post('/v1/metrics', 'application/json', Buffer.from(body))
    const nowhere = { unit: '', description: '', resource: {}, scope: { name: '', version: '' } }
    const untimed = { attributes: {}, startTimeUnixNano: 0n, timeUnixNano: 0n }
    expect(receiver.metrics).toEqual([
      {
        ...{ name: 'big', type: 'sum', temporality: 'DELTA', monotonic: false, ...nowhere },
        points: [
          {
            ...untimed,
            value: 9_007_199_254_740_993n,
            exemplars: [{ value: 1.5, timeUnixNano: 5n, traceId: 'a'.repeat(32), spanId: undefined, attributes: { k: 'v' } }],
          },
          { ...untimed, value: undefined, exemplars: [] },
        ],
      },
      {
        ...{ name: 'old', type: 'summary', temporality: undefined, monotonic: undefined, ...nowhere },
        points: [{ ...untimed, value: { count: 2, sum: 3, quantiles: [{ quantile: 0.5, value: Number.NaN }] }, exemplars: [] }],
      },
    ])
  })
})

async function everyKindOfMetric(): Promise<ResourceMetrics> {
  const reader = new PullReader()
  const provider = new MeterProvider({
    resource: resourceFromAttributes(origin.resource),
    readers: [reader],
    views: [{ instrumentName: 'size', aggregation: { type: AggregationType.EXPONENTIAL_HISTOGRAM, options: { maxSize: 8 } } }],
  })
  const meter = provider.getMeter(origin.scope.name, origin.scope.version)
  const orders = meter.createCounter('orders', { unit: '{order}', description: 'Orders.' })
  orders.add(3, { paid: true })
  orders.add(0.5, { paid: false })
  meter.createUpDownCounter('open').add(-2)
  meter.createGauge('load', { unit: '1' }).record(0)
  const wait = meter.createHistogram('wait', { unit: 's', advice: { explicitBucketBoundaries: [2, 4] } })
  const size = meter.createHistogram('size', { unit: 'By' })
  for (const histogram of [wait, size]) for (const value of [1, 3, 8]) histogram.record(value)
  const { resourceMetrics, errors } = await reader.collect()
  expect(errors).toEqual([])
  return resourceMetrics
}

function twoLogRecords(): ReadableLogRecord[] {
  const records: ReadableLogRecord[] = []
  const provider = new LoggerProvider({
    resource: resourceFromAttributes(origin.resource),
    processors: [{ onEmit: (record) => void records.push(record), forceFlush: async () => {}, shutdown: async () => {} }],
  })
  const logger = provider.getLogger(origin.scope.name, origin.scope.version)
  logger.emit({
    eventName: 'order.declined',
    severityNumber: 17,
    severityText: 'ERROR',
    body: { reason: ['no', 'money'], attempts: 2 },
    attributes: { 'order.id': 7, nested: { a: [1.5, true] } },
    timestamp: [1_700_000_000, 123_456_789],
    observedTimestamp: [1_700_000_001, 0],
    context: trace.setSpanContext(ROOT_CONTEXT, {
      traceId: '0af7651916cd43dd8448eb211c80319c',
      spanId: '00f067aa0ba902b7',
      traceFlags: 1,
    }),
  })
  logger.emit({ body: 'hello', context: ROOT_CONTEXT, timestamp: [0, 0] })
  return records
}

class PullReader extends MetricReader {
  protected override async onForceFlush(): Promise<void> {}
  protected override async onShutdown(): Promise<void> {}
}

async function post(path: string, contentType: string, bytes: Uint8Array | undefined): Promise<void> {
  const response = await fetch(receiver.url + path, {
    method: 'POST',
    headers: { 'content-type': contentType },
    body: new Uint8Array(bytes!),
  })
  expect([response.status, await response.text()]).toEqual([200, contentType === 'application/json' ? '{}' : ''])
}

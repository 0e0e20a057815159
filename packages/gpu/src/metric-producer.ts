import { type HrTime, ValueType } from '@opentelemetry/api'
import { emptyResource } from '@opentelemetry/resources'
import {
  AggregationTemporality,
  type AggregationTemporalitySelector,
  type DataPoint,
  DataPointType,
  InstrumentType,
  type MetricData,
  type MetricProducer,
} from '@opentelemetry/sdk-metrics'
import type { MetricDefinition } from '@tokenscope/semconv'
import type { GpuMetrics } from './gpu-metrics.ts'
import type { MetricPoint } from './metric-point.ts'

const SCOPE = { name: '@tokenscope/gpu' }

/**
 * Makes a producer of the GPU metrics, for the `metricProducers` of one metric reader; each reader needs a producer of its own. Use it with
 * `startGpuMetrics({ meterProvider: false })`.
 *
 * It is the better way out: the SDK for JavaScript keeps the last value of an observable instrument and repeats it for ever, so a GPU that is
 * lost or a process that has ended would stay in every export. What a producer does not hand out is not there.
 * @param temporality the reader's choice by instrument type, for a push exporter
 *   `(type) => exporter.selectAggregationTemporality(type)`; default cumulative
 */
export function createGpuMetricProducer(
  gpu: Pick<GpuMetrics, 'points'>,
  temporality: AggregationTemporalitySelector = () => AggregationTemporality.CUMULATIVE,
): MetricProducer {
  const startTime = toHrTime(Date.now())
  const isDelta = temporality(InstrumentType.OBSERVABLE_COUNTER) === AggregationTemporality.DELTA
  const handedOut = new Map<string, number>()
  let lastTime = startTime
  return {
    async collect() {
      const endTime = toHrTime(Date.now())
      const metrics = new Map<MetricDefinition, DataPoint<number>[]>()
      for (const point of gpu.points()) {
        const deltas = isDelta && point.metric.instrument === 'counter'
        const value = deltas ? difference(handedOut, point) : point.value
        const points = metrics.get(point.metric) ?? []
        metrics.set(point.metric, points)
        points.push({ startTime: deltas ? lastTime : startTime, endTime, attributes: point.attributes, value })
      }
      lastTime = endTime
      const data = [...metrics].map(([definition, points]) => toMetricData(definition, points, isDelta))
      return { resourceMetrics: { resource: emptyResource(), scopeMetrics: [{ scope: SCOPE, metrics: data }] }, errors: [] }
    },
  }
}

function toMetricData(definition: MetricDefinition, dataPoints: DataPoint<number>[], isDelta: boolean): MetricData {
  const { name, description, unit, valueType, instrument } = definition
  const descriptor = { name, description, unit, valueType: valueType === 'int' ? ValueType.INT : ValueType.DOUBLE }
  if (instrument === 'gauge')
    return { descriptor, aggregationTemporality: AggregationTemporality.CUMULATIVE, dataPointType: DataPointType.GAUGE, dataPoints }
  const isMonotonic = instrument === 'counter'
  const aggregationTemporality = isMonotonic && isDelta ? AggregationTemporality.DELTA : AggregationTemporality.CUMULATIVE
  return { descriptor, aggregationTemporality, dataPointType: DataPointType.SUM, dataPoints, isMonotonic }
}

/** What was added since this reader's last collection. */
function difference(handedOut: Map<string, number>, { metric, attributes, value }: MetricPoint): number {
  const key = `${metric.name} ${JSON.stringify(attributes)}`
  const before = handedOut.get(key) ?? 0
  handedOut.set(key, value)
  return value < before ? value : value - before
}

function toHrTime(ms: number): HrTime {
  return [Math.floor(ms / 1000), Math.round((ms % 1000) * 1e6)]
}

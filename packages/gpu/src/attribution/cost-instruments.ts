import { type Attributes, type Histogram, type Meter, ValueType } from '@opentelemetry/api'
import {
  GPU_REQUEST_ENERGY,
  GPU_REQUEST_ENERGY_PER_OUTPUT_TOKEN,
  GPU_REQUEST_TIME,
  GPU_REQUESTS_UNCOVERED,
  type MetricDefinition,
} from '@tokenscope/semconv'
import type { RequestCost } from './request-cost.ts'

const HISTOGRAMS: readonly (readonly [metric: MetricDefinition, key: 'joules' | 'gpuSeconds' | 'joulesPerOutputToken'])[] = [
  [GPU_REQUEST_ENERGY, 'joules'],
  [GPU_REQUEST_TIME, 'gpuSeconds'],
  [GPU_REQUEST_ENERGY_PER_OUTPUT_TOKEN, 'joulesPerOutputToken'],
]

/** Records costs as metrics. A call without any figure is counted as uncovered, so that the share of such calls is known. */
export type RecordCost = (cost: RequestCost, attributes: Attributes) => void

/** Creates the instruments once; the attributes are those of the call (operation, provider, model, server). */
export function createCostRecorder(meter: Meter): RecordCost {
  const histograms = HISTOGRAMS.map(([metric, key]) => ({ key, histogram: createHistogram(meter, metric) }))
  const { name, unit, description } = GPU_REQUESTS_UNCOVERED
  const uncovered = meter.createCounter(name, { unit, description, valueType: ValueType.INT })
  return (cost, attributes) => {
    if (cost.joules === undefined && cost.gpuSeconds === undefined) uncovered.add(1, attributes)
    for (const { key, histogram } of histograms) {
      const value = cost[key]
      if (value !== undefined) histogram.record(value, attributes)
    }
  }
}

function createHistogram(meter: Meter, { name, unit, description, buckets }: MetricDefinition): Histogram {
  const advice = buckets && { explicitBucketBoundaries: [...buckets] }
  return meter.createHistogram(name, { unit, description, valueType: ValueType.DOUBLE, ...(advice && { advice }) })
}

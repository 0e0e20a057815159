import type { BatchObservableCallback, Meter, Observable } from '@opentelemetry/api'
import { ValueType } from '@opentelemetry/api'
import type { MetricDefinition } from '@tokenscope/semconv'
import * as semconv from '@tokenscope/semconv'
import type { MetricPoint } from './metric-point.ts'
import { QUERY_FIELDS } from './query-fields.ts'

/** Metrics that are not the plain value of a field. */
const DERIVED: readonly MetricDefinition[] = [
  semconv.GPU_INFO,
  semconv.HW_STATUS,
  semconv.HW_ENERGY,
  semconv.HW_ERRORS,
  semconv.HW_GPU_MEMORY_UTILIZATION,
  semconv.GPU_BUSY_TIME,
  semconv.GPU_SAMPLED_TIME,
  semconv.GPU_THROTTLE_ACTIVE,
  semconv.GPU_THROTTLE_TIME,
  semconv.GPU_REMAPPED_ROWS,
  semconv.GPU_PROCESS_MEMORY_USAGE,
  semconv.GPU_PROCESS_COUNT,
  semconv.GPU_PCIE_THROUGHPUT,
  semconv.GPU_NVLINK_THROUGHPUT,
  semconv.GPU_SM_UTILIZATION,
  semconv.GPU_SM_OCCUPANCY,
  semconv.GPU_TENSOR_UTILIZATION,
  semconv.GPU_DRAM_UTILIZATION,
  semconv.GPU_READER_SAMPLES,
  semconv.GPU_READER_FAILURES,
  semconv.GPU_READER_RESTARTS,
  semconv.GPU_READER_SAMPLE_AGE,
  semconv.GPU_READER_ABSENT_VALUES,
]

/** Every metric that this package can report. */
export const GPU_METRICS: readonly MetricDefinition[] = [
  ...new Set([...QUERY_FIELDS.flatMap((row) => (row.kind !== 'text' && row.metric ? [row.metric] : [])), ...DERIVED]),
]

/**
 * Registers one callback that reports the points of `collect`. It runs on every export: it must only read what is already there.
 * Returns the undo.
 */
export function registerInstruments(meter: Meter, collect: () => Iterable<MetricPoint>): () => void {
  const observables = new Map<MetricDefinition, Observable>(GPU_METRICS.map((metric) => [metric, createObservable(meter, metric)]))
  const callback: BatchObservableCallback = (result) => {
    for (const { metric, value, attributes } of collect()) {
      const observable = observables.get(metric)
      if (observable) result.observe(observable, value, attributes)
    }
  }
  const all = [...observables.values()]
  meter.addBatchObservableCallback(callback, all)
  return () => meter.removeBatchObservableCallback(callback, all)
}

function createObservable(meter: Meter, { name, instrument, unit, description, valueType }: MetricDefinition): Observable {
  const options = { unit, description, valueType: valueType === 'int' ? ValueType.INT : ValueType.DOUBLE }
  switch (instrument) {
    case 'counter':
      return meter.createObservableCounter(name, options)
    case 'updowncounter':
      return meter.createObservableUpDownCounter(name, options)
    default:
      return meter.createObservableGauge(name, options)
  }
}

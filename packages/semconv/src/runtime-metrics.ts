import type { MetricDefinition } from './metric-definition.ts'

/** Metrics of the Node runtime, as `@opentelemetry/instrumentation-runtime-node` sends them. */

/** `active` or `idle`. */
export const ATTR_NODEJS_EVENTLOOP_STATE = 'nodejs.eventloop.state'
/** `major`, `minor`, `incremental` or `weakcb`. */
export const ATTR_V8JS_GC_TYPE = 'v8js.gc.type'
export const ATTR_V8JS_HEAP_SPACE_NAME = 'v8js.heap.space.name'
export const ATTR_V8JS_RESOURCE_TYPE = 'v8js.resource.type'

export const EVENTLOOP_UTILIZATION: MetricDefinition = gauge('nodejs.eventloop.utilization', '1', 'Event loop utilization')
export const EVENTLOOP_TIME: MetricDefinition = {
  ...gauge('nodejs.eventloop.time', 's', 'Cumulative duration of time the event loop has been in each state.', [
    ATTR_NODEJS_EVENTLOOP_STATE,
  ]),
  instrument: 'counter',
}
export const EVENTLOOP_DELAY_MIN: MetricDefinition = gauge('nodejs.eventloop.delay.min', 's', 'Event loop minimum delay.')
export const EVENTLOOP_DELAY_MAX: MetricDefinition = gauge('nodejs.eventloop.delay.max', 's', 'Event loop maximum delay.')
export const EVENTLOOP_DELAY_MEAN: MetricDefinition = gauge('nodejs.eventloop.delay.mean', 's', 'Event loop mean delay.')
export const EVENTLOOP_DELAY_STDDEV: MetricDefinition = gauge('nodejs.eventloop.delay.stddev', 's', 'Event loop standard deviation delay.')
export const EVENTLOOP_DELAY_P50: MetricDefinition = gauge('nodejs.eventloop.delay.p50', 's', 'Event loop 50 percentile delay.')
export const EVENTLOOP_DELAY_P90: MetricDefinition = gauge('nodejs.eventloop.delay.p90', 's', 'Event loop 90 percentile delay.')
export const EVENTLOOP_DELAY_P99: MetricDefinition = gauge('nodejs.eventloop.delay.p99', 's', 'Event loop 99 percentile delay.')

export const GC_DURATION: MetricDefinition = {
  name: 'v8js.gc.duration',
  instrument: 'histogram',
  unit: 's',
  valueType: 'double',
  description: 'Garbage collection duration by kind, one of major, minor, incremental or weakcb.',
  buckets: [0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1, 2.5, 5, 7.5, 10],
  attributes: [ATTR_V8JS_GC_TYPE],
}
export const HEAP_SPACE_SIZE: MetricDefinition = {
  ...heap('v8js.memory.heap.space.size', 'Total heap memory size pre-allocated for a heap space.'),
  instrument: 'updowncounter',
}
export const HEAP_USED: MetricDefinition = heap('v8js.memory.heap.used', 'Heap Memory size allocated.')
export const HEAP_SPACE_AVAILABLE_SIZE: MetricDefinition = heap('v8js.memory.heap.space.available_size', 'Heap space available size.')
export const HEAP_SPACE_PHYSICAL_SIZE: MetricDefinition = heap('v8js.memory.heap.space.physical_size', 'Committed size of a heap space.')
export const ACTIVE_RESOURCES: MetricDefinition = gauge(
  'v8js.resource.active',
  '{resource}',
  'Count of the active resources that are currently keeping the event loop alive.',
  [ATTR_V8JS_RESOURCE_TYPE],
)

function heap(name: string, description: string): MetricDefinition {
  return gauge(name, 'By', description, [ATTR_V8JS_HEAP_SPACE_NAME])
}

function gauge(name: string, unit: string, description: string, attributes: readonly string[] = []): MetricDefinition {
  return { name, instrument: 'gauge', unit, valueType: 'double', description, attributes }
}

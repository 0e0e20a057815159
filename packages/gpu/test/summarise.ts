import {
  ATTR_ERROR_TYPE,
  ATTR_GPU_CLOCK_DOMAIN,
  ATTR_GPU_THROTTLE_REASON,
  ATTR_HW_GPU_TASK,
  ATTR_HW_ID,
  ATTR_HW_SENSOR_LOCATION,
  ATTR_HW_STATE,
  ATTR_NETWORK_IO_DIRECTION,
  ATTR_PROCESS_PID,
} from '@tokenscope/semconv'
import type { MetricPoint } from '../src/metric-point.ts'

const DISTINCTIONS = [
  ATTR_HW_GPU_TASK,
  ATTR_HW_SENSOR_LOCATION,
  ATTR_GPU_CLOCK_DOMAIN,
  ATTR_GPU_THROTTLE_REASON,
  ATTR_ERROR_TYPE,
  ATTR_NETWORK_IO_DIRECTION,
  ATTR_PROCESS_PID,
]
/** They depend on how long the test ran. */
const TIMED = new Set(['hw.energy', 'tokenscope.gpu.busy.time', 'tokenscope.gpu.sampled.time'])
const ELSEWHERE = new Set(['tokenscope.gpu.info', 'tokenscope.gpu.reader.absent_values'])

/**
 * The points of one device as `{ 'hw.temperature/memory': 54 }`, without the prefix `tokenscope.`; the states that are 1 as one word, the active
 * throttle reasons as a list, the integrated figures only as what is there.
 */
export function summarise(points: readonly MetricPoint[], id: string): Record<string, unknown> {
  const summary: Record<string, unknown> = { state: '', throttle: [], timed: [] }
  for (const { metric, value, attributes } of points) {
    const owner = String(attributes[ATTR_HW_ID])
    if (owner !== id && !/^.+\/(temp|fan)/.test(owner)) continue
    const distinction = DISTINCTIONS.map((name) => attributes[name]).find((text) => text !== undefined)
    if (metric.name === 'hw.status') {
      if (value === 1) summary.state = attributes[ATTR_HW_STATE]
    } else if (metric.name === 'tokenscope.gpu.throttle.active') {
      if (value === 1) (summary.throttle as unknown[]).push(distinction)
    } else if (TIMED.has(metric.name))
      (summary.timed as string[]).push(metric.name.split('.')[1] === 'gpu' ? metric.name.split('.')[2]! : 'energy')
    else if (metric.name === 'tokenscope.gpu.throttle.time' && value < 60) {
    } else if (!ELSEWHERE.has(metric.name)) {
      summary[metric.name.replace('tokenscope.', '') + (distinction === undefined ? '' : `/${distinction}`)] = value
    }
  }
  return summary
}

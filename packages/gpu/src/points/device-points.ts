import {
  ATTR_ERROR_TYPE,
  ATTR_GPU_THROTTLE_REASON,
  ATTR_HW_ID,
  ATTR_HW_PARENT,
  ATTR_HW_STATE,
  ATTR_HW_TYPE,
  GPU_BUSY_TIME,
  GPU_READER_ABSENT_VALUES,
  GPU_REMAPPED_ROWS,
  GPU_SAMPLED_TIME,
  GPU_THROTTLE_ACTIVE,
  GPU_THROTTLE_TIME,
  HW_ENERGY,
  HW_ERROR_TYPES,
  HW_ERRORS,
  HW_GPU_MEMORY_USAGE,
  HW_GPU_MEMORY_UTILIZATION,
  HW_STATES,
  HW_STATUS,
  HW_TYPE_GPU,
  type MetricDefinition,
} from '@tokenscope/semconv'
import type { GpuDevice } from '../device/gpu-device.ts'
import { isActive, THROTTLE_REASONS } from '../device/throttle.ts'
import type { MetricPoint } from '../metric-point.ts'
import type { GpuReading } from '../parse/gpu-reading.ts'
import type { NumberField } from '../query-field.ts'
import { QUERY_FIELDS } from '../query-fields.ts'
import { infoPoint } from './info-points.ts'
import { migPoints } from './mig-points.ts'
import { memoryOfProcesses, processPoints } from './process-points.ts'
import { slowPoints } from './slow-points.ts'

/** Rows of the table that a metric reports unchanged, each key once. */
const DIRECT: readonly NumberField[] = QUERY_FIELDS.filter(
  (row): row is NumberField => row.kind !== 'text' && row.metric !== undefined,
).filter((row, i, rows) => rows.findIndex(({ key }) => key === row.key) === i)

/** Every point of a GPU that is true at `nowMs` (`performance.now()`). The caller has made sure that the device is fresh. */
export function devicePoints(device: GpuDevice, nowMs: number, topN: number): readonly MetricPoint[] {
  const { reading } = device
  const points: MetricPoint[] = [...statusPoints(device)]
  if (!reading) return points
  points.push(infoPoint(device, nowMs), ...readingPoints(device.id, reading), ...memoryPoints(device, reading, nowMs))
  points.push(...integratedPoints(device, reading), ...absentPoints(device.id, reading))
  if (device.health.state !== 'failed')
    points.push(...processPoints(device, nowMs, topN), ...migPoints(device, nowMs), ...slowPoints(device, nowMs))
  return points
}

function statusPoints({ id, health }: GpuDevice): readonly MetricPoint[] {
  return HW_STATES.map((state) =>
    point(HW_STATUS, state === health.state ? 1 : 0, { [ATTR_HW_ID]: id, [ATTR_HW_TYPE]: HW_TYPE_GPU, [ATTR_HW_STATE]: state }),
  )
}

function readingPoints(id: string, { numbers }: GpuReading): readonly MetricPoint[] {
  return DIRECT.flatMap((row) => {
    const value = numbers[row.key]
    if (value === undefined || row.metric === undefined) return []
    const identity = row.component === undefined ? { [ATTR_HW_ID]: id } : { [ATTR_HW_ID]: `${id}/${row.component}`, [ATTR_HW_PARENT]: id }
    return [point(row.metric, value, { ...identity, ...typeOf(row.metric), ...row.attributes })]
  })
}

function memoryPoints(device: GpuDevice, { numbers }: GpuReading, nowMs: number): readonly MetricPoint[] {
  const { memoryUsedBytes, memoryTotalBytes } = numbers
  const attributes = { [ATTR_HW_ID]: device.id }
  if (memoryUsedBytes === undefined) {
    const used = memoryOfProcesses(device, nowMs)
    return used === undefined ? [] : [point(HW_GPU_MEMORY_USAGE, used, attributes)]
  }
  return memoryTotalBytes === undefined ? [] : [point(HW_GPU_MEMORY_UTILIZATION, memoryUsedBytes / memoryTotalBytes, attributes)]
}

function integratedPoints(device: GpuDevice, { numbers }: GpuReading): readonly MetricPoint[] {
  const identity = { [ATTR_HW_ID]: device.id }
  const typed = { ...identity, [ATTR_HW_TYPE]: HW_TYPE_GPU }
  const points: MetricPoint[] = []
  const add = (metric: MetricDefinition, value: number | undefined, attributes: MetricPoint['attributes']): void => {
    if (value !== undefined) points.push(point(metric, value, attributes))
  }
  add(HW_ENERGY, device.energy.joules, typed)
  add(GPU_BUSY_TIME, device.busy.seconds, identity)
  add(GPU_SAMPLED_TIME, device.sampled.seconds, identity)
  for (const { reason, bit } of THROTTLE_REASONS) {
    const attributes = { ...identity, [ATTR_GPU_THROTTLE_REASON]: reason }
    if (numbers.throttleMask !== undefined) add(GPU_THROTTLE_ACTIVE, isActive(numbers.throttleMask, bit) ? 1 : 0, attributes)
    add(GPU_THROTTLE_TIME, device.throttle.seconds(reason), attributes)
  }
  for (const type of HW_ERROR_TYPES) {
    add(HW_ERRORS, device.errors[type].value, { ...typed, [ATTR_ERROR_TYPE]: type })
    add(GPU_REMAPPED_ROWS, device.remapped[type].value, { ...identity, [ATTR_ERROR_TYPE]: type })
  }
  return points
}

function absentPoints(id: string, { absent }: GpuReading): readonly MetricPoint[] {
  const counts = new Map<string, number>()
  for (const { reason } of absent) counts.set(reason, (counts.get(reason) ?? 0) + 1)
  return [...counts].map(([reason, count]) => point(GPU_READER_ABSENT_VALUES, count, { [ATTR_HW_ID]: id, [ATTR_ERROR_TYPE]: reason }))
}

function typeOf(metric: MetricDefinition): MetricPoint['attributes'] {
  return metric.attributes.includes(ATTR_HW_TYPE) ? { [ATTR_HW_TYPE]: HW_TYPE_GPU } : {}
}

function point(metric: MetricDefinition, value: number, attributes: MetricPoint['attributes']): MetricPoint {
  return { metric, value, attributes }
}

import {
  ATTR_GPU_THROTTLE_REASON,
  ATTR_HW_ID,
  ATTR_HW_PARENT,
  ATTR_HW_TYPE,
  GPU_INFO,
  GPU_READER_ABSENT_VALUES,
  GPU_THROTTLE_ACTIVE,
  HW_STATUS,
} from '@tokenscope/semconv'
import { QUERY_FIELDS } from '../query-fields.ts'
import type { DeviceDescription, GpuDescription } from './description.ts'
import { formatQuantity } from './format-quantity.ts'
import { sparkline } from './sparkline.ts'

/** Values of one GPU in the course of time, oldest first, for small bars beside the present one. Utilisation 0 to 1, power in watts. */
export interface GpuHistory {
  readonly utilization: readonly (number | undefined)[]
  readonly powerWatts: readonly (number | undefined)[]
}

export interface TableOptions {
  /** By `hw.id`. */
  readonly history?: ReadonlyMap<string, GpuHistory>
  /** Also every single value, what the driver does not give, and why. Default true. */
  readonly details?: boolean
}

/** Identity and states are in the summary line; the driver's other 0/1 figures say more as words. */
const NOT_LISTED = new Set([GPU_INFO, HW_STATUS, GPU_THROTTLE_ACTIVE, GPU_READER_ABSENT_VALUES].map(({ name }) => name))

/** What `describe()` returns, as text for a terminal: no colours, no tabs, lines of up to about 110 characters. */
export function formatGpuTable({ tool, gpus }: GpuDescription, { history, details = true }: TableOptions = {}): string {
  if (gpus.length === 0) {
    const reason = tool.failure ? `${tool.failure.message} (${tool.failure.reason})` : `waiting for the first answer of ${tool.command}`
    return `No GPU: ${reason}`
  }
  const slow = tool.passMs !== undefined && tool.passMs > 2 * tool.intervalMs ? `, a sample takes ${Math.round(tool.passMs)} ms` : ''
  const lines = [`${tool.command}, driver ${tool.driverVersion ?? 'unknown'}, ${tool.fields.length} fields, ${tool.samples} samples${slow}`]
  for (const gpu of gpus) lines.push('', ...summaryLines(gpu, history?.get(gpu.id)), ...(details ? detailLines(gpu) : []))
  if (details && tool.refusedFields.length > 0)
    lines.push('', 'This driver does not know:', ...tool.refusedFields.map(({ field, since }) => `  ${field} (since ${since})`))
  const failures = Object.entries(tool.failures).map(([reason, count]) => `${reason} ${count}×`)
  if (failures.length > 0) lines.push('', `Failures: ${failures.join(', ')}; restarts ${tool.restarts}`)
  return lines.join('\n')
}

function summaryLines(gpu: DeviceDescription, history: GpuHistory | undefined): readonly string[] {
  const { values } = gpu
  const state = gpu.stateReason === undefined ? gpu.state : `${gpu.state}: ${gpu.stateReason}`
  const memory = [values.memoryUsedBytes, values.memoryTotalBytes].map((bytes) => (bytes === undefined ? '–' : formatQuantity(bytes, 'By')))
  const power = [values.powerWatts, values.powerLimitWatts].map((watts) => (watts === undefined ? '–' : formatQuantity(watts, 'W')))
  const load = values.utilization === undefined ? '–' : formatQuantity(values.utilization, '1')
  const temperature = values.temperatureCelsius === undefined ? '–' : formatQuantity(values.temperatureCelsius, 'Cel')
  const active = gpu.points.filter(({ metric, value }) => metric.name === GPU_THROTTLE_ACTIVE.name && value === 1)
  const reasons = active.map(({ attributes }) => String(attributes[ATTR_GPU_THROTTLE_REASON]))
  const bars = history && [sparkline(history.utilization, { min: 0, max: 1 }), sparkline(history.powerWatts, { min: 0 })]
  return [
    `GPU ${gpu.index ?? '?'}  ${gpu.name ?? gpu.id}  [${state}]`,
    `  load ${load.padEnd(7)}${bars ? `${bars[0]}  ` : ''}memory ${memory.join(' of ')}  ${temperature}`,
    `  power ${power.join(' of ')}${bars ? ` ${bars[1]}` : ''}${reasons.length > 0 ? `  clocks lowered: ${reasons.join(', ')}` : ''}`,
  ]
}

function detailLines(gpu: DeviceDescription): readonly string[] {
  const listed = gpu.points.filter(({ metric }) => !NOT_LISTED.has(metric.name))
  const rows = listed.map(({ metric, value, attributes }) => {
    const { [ATTR_HW_ID]: id, [ATTR_HW_PARENT]: parent, [ATTR_HW_TYPE]: _, ...rest } = attributes
    const words = [...(parent !== undefined && !/\/(temp|fan)/.test(String(id)) ? [String(id)] : []), ...Object.values(rest).map(String)]
    return [`  ${metric.name}`, words.join(' '), formatQuantity(value, metric.unit)] as const
  })
  const width = (column: 0 | 1): number => Math.max(0, ...rows.map((row) => row[column].length))
  const [first, second] = [width(0), width(1)]
  const given = rows.map(([name, words, value]) => `${name.padEnd(first)}  ${words.padEnd(second)}  ${value}`)
  const absent = gpu.absent.map(
    ({ field, reason, text }) => `  ${field.padEnd(first - 2)}  ${reason}${text === '' ? '' : `, the driver says ${text}`}`,
  )
  return [...given, ...(absent.length > 0 ? [`  Not given, of ${QUERY_FIELDS.length} fields that can be asked:`, ...absent] : [])]
}

import { ATTR_ERROR_TYPE } from './gen-ai.ts'
import {
  ATTR_GPU_CLOCK_DOMAIN,
  ATTR_GPU_COMPUTE_CAPABILITY,
  ATTR_GPU_INDEX,
  ATTR_GPU_MEMORY_SOURCE,
  ATTR_GPU_MIG_MODE,
  ATTR_GPU_MIG_PROFILE,
  ATTR_GPU_PCI_BUS_ID,
  ATTR_GPU_PERSISTENCE_MODE,
  ATTR_GPU_POWER_SOURCE,
  ATTR_GPU_PROCESS_FRAMEWORK,
  ATTR_GPU_THROTTLE_REASON,
} from './gpu.ts'
import {
  ATTR_HW_DRIVER_VERSION,
  ATTR_HW_FIRMWARE_VERSION,
  ATTR_HW_ID,
  ATTR_HW_MODEL,
  ATTR_HW_NAME,
  ATTR_HW_PARENT,
  ATTR_HW_SERIAL_NUMBER,
  ATTR_HW_VENDOR,
  ATTR_NETWORK_IO_DIRECTION,
  ATTR_PROCESS_EXECUTABLE_NAME,
  ATTR_PROCESS_PID,
} from './hw.ts'
import type { MetricDefinition } from './metric-definition.ts'

/** GPU metrics that the hardware conventions have no name for. */

const DEVICE = [ATTR_HW_ID, ATTR_HW_NAME, ATTR_HW_PARENT]

/** Identity, once: join it to any other GPU metric by `hw.id`. */
export const GPU_INFO: MetricDefinition = {
  name: 'tokenscope.gpu.info',
  instrument: 'gauge',
  unit: '{gpu}',
  valueType: 'int',
  description: 'Always 1; the attributes say which GPU this is, with which driver, and where its figures come from.',
  attributes: [
    ...DEVICE,
    ATTR_HW_MODEL,
    ATTR_HW_VENDOR,
    ATTR_HW_SERIAL_NUMBER,
    ATTR_HW_DRIVER_VERSION,
    ATTR_HW_FIRMWARE_VERSION,
    ATTR_GPU_INDEX,
    ATTR_GPU_PCI_BUS_ID,
    ATTR_GPU_COMPUTE_CAPABILITY,
    ATTR_GPU_PERSISTENCE_MODE,
    ATTR_GPU_MIG_MODE,
    ATTR_GPU_MIG_PROFILE,
    ATTR_GPU_POWER_SOURCE,
    ATTR_GPU_MEMORY_SOURCE,
  ],
}

export const GPU_CLOCK_FREQUENCY: MetricDefinition = gauge('clock.frequency', 'Hz', 'int', 'Current clock.', [ATTR_GPU_CLOCK_DOMAIN])
export const GPU_CLOCK_MAX_FREQUENCY: MetricDefinition = gauge('clock.max_frequency', 'Hz', 'int', 'Highest clock the GPU can reach.', [
  ATTR_GPU_CLOCK_DOMAIN,
])
export const GPU_POWER_LIMIT: MetricDefinition = gauge('power.limit', 'W', 'double', 'Power limit that the driver enforces.')
export const GPU_PERFORMANCE_STATE: MetricDefinition = gauge(
  'performance_state',
  '{state}',
  'int',
  'Performance state: 0 is the fastest, 15 the slowest.',
)
export const GPU_THERMAL_HEADROOM: MetricDefinition = gauge(
  'thermal.headroom',
  'Cel',
  'double',
  'Degrees left before the GPU slows down because of heat.',
)

export const GPU_THROTTLE_ACTIVE: MetricDefinition = gauge(
  'throttle.active',
  '{reason}',
  'int',
  '1 while the reason lowers the clocks, 0 while it does not.',
  [ATTR_GPU_THROTTLE_REASON],
)
export const GPU_THROTTLE_TIME: MetricDefinition = counter('throttle.time', 's', 'double', 'Time that the reason has lowered the clocks.', [
  ATTR_GPU_THROTTLE_REASON,
])

/** A counter, so that bursts between two exports are not lost: its rate is the mean utilisation. */
export const GPU_BUSY_TIME: MetricDefinition = counter('busy.time', 's', 'double', 'Utilisation integrated over the sampled time.')
/** What `hw.energy` and `tokenscope.gpu.busy.time` cover: gaps in the samples are not in it. */
export const GPU_SAMPLED_TIME: MetricDefinition = counter('sampled.time', 's', 'double', 'Time covered by samples.')

/** The cheapest sign of a decode phase that is bound by memory bandwidth. */
export const GPU_MEMORY_CONTROLLER_UTILIZATION: MetricDefinition = gauge(
  'memory_controller.utilization',
  '1',
  'double',
  'Fraction of time in which memory was read or written.',
)
export const GPU_MEMORY_RESERVED: MetricDefinition = sum(
  'memory.reserved',
  'By',
  'Memory that the driver and firmware keep for themselves.',
)
export const GPU_REMAPPED_ROWS: MetricDefinition = counter('memory.remapped_rows', '{row}', 'int', 'Memory rows replaced after errors.', [
  ATTR_ERROR_TYPE,
])

export const GPU_PCIE_GENERATION: MetricDefinition = gauge(
  'pcie.link.generation',
  '{generation}',
  'int',
  'Current PCIe generation; an idle GPU lowers it.',
)
export const GPU_PCIE_MAX_GENERATION: MetricDefinition = gauge(
  'pcie.link.max_generation',
  '{generation}',
  'int',
  'Highest PCIe generation.',
)
export const GPU_PCIE_WIDTH: MetricDefinition = gauge('pcie.link.width', '{lane}', 'int', 'Current PCIe lanes.')
export const GPU_PCIE_MAX_WIDTH: MetricDefinition = gauge('pcie.link.max_width', '{lane}', 'int', 'Most PCIe lanes.')
/** A short sample now and then, not a count of bytes: never integrate it. */
export const GPU_PCIE_THROUGHPUT: MetricDefinition = gauge('pcie.throughput', 'By/s', 'double', 'PCIe throughput in a short sample.', [
  ATTR_NETWORK_IO_DIRECTION,
])
export const GPU_NVLINK_THROUGHPUT: MetricDefinition = gauge(
  'nvlink.throughput',
  'By/s',
  'double',
  'NVLink throughput in a short sample.',
  [ATTR_NETWORK_IO_DIRECTION],
)

/** Hopper and later: how busy the parts of the GPU really are. */
export const GPU_SM_UTILIZATION: MetricDefinition = gauge('sm.utilization', '1', 'double', 'Share of multiprocessors that had work.')
export const GPU_SM_OCCUPANCY: MetricDefinition = gauge('sm.occupancy', '1', 'double', 'Share of warp slots that were filled.')
export const GPU_TENSOR_UTILIZATION: MetricDefinition = gauge('tensor.utilization', '1', 'double', 'Share of time the tensor cores worked.')
export const GPU_DRAM_UTILIZATION: MetricDefinition = gauge('dram.utilization', '1', 'double', 'Share of memory bandwidth in use.')

/** The largest processes; the rest is one point without `process.pid`. */
export const GPU_PROCESS_MEMORY_USAGE: MetricDefinition = sum('process.memory.usage', 'By', 'GPU memory used by one process.', [
  ATTR_PROCESS_PID,
  ATTR_PROCESS_EXECUTABLE_NAME,
  ATTR_GPU_PROCESS_FRAMEWORK,
])
export const GPU_PROCESS_COUNT: MetricDefinition = sum('process.count', '{process}', 'Processes that use the GPU.')

type ValueType = MetricDefinition['valueType']

function gauge(
  name: string,
  unit: string,
  valueType: ValueType,
  description: string,
  attributes: readonly string[] = [],
): MetricDefinition {
  return { name: `tokenscope.gpu.${name}`, instrument: 'gauge', unit, valueType, description, attributes: [...DEVICE, ...attributes] }
}

function counter(
  name: string,
  unit: string,
  valueType: ValueType,
  description: string,
  attributes: readonly string[] = [],
): MetricDefinition {
  return { name: `tokenscope.gpu.${name}`, instrument: 'counter', unit, valueType, description, attributes: [...DEVICE, ...attributes] }
}

function sum(name: string, unit: string, description: string, attributes: readonly string[] = []): MetricDefinition {
  return { ...gauge(name, unit, 'int', description, attributes), instrument: 'updowncounter' }
}

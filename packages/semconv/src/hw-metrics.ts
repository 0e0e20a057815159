import { ATTR_ERROR_TYPE } from './gen-ai.ts'
import { ATTR_HW_GPU_TASK, ATTR_HW_ID, ATTR_HW_NAME, ATTR_HW_PARENT, ATTR_HW_SENSOR_LOCATION, ATTR_HW_STATE, ATTR_HW_TYPE } from './hw.ts'
import type { MetricDefinition } from './metric-definition.ts'

/**
 * GPU metrics of the hardware conventions. Points carry only the attributes that tell GPUs apart; model, serial number and
 * versions are once on `tokenscope.gpu.info`.
 */

const DEVICE = [ATTR_HW_ID, ATTR_HW_NAME, ATTR_HW_PARENT]
const TYPED_DEVICE = [...DEVICE, ATTR_HW_TYPE]

export const HW_GPU_UTILIZATION: MetricDefinition = {
  name: 'hw.gpu.utilization',
  instrument: 'gauge',
  unit: '1',
  valueType: 'double',
  description: 'Fraction of time spent in a specific task.',
  attributes: [...DEVICE, ATTR_HW_GPU_TASK],
}

export const HW_GPU_MEMORY_USAGE: MetricDefinition = {
  name: 'hw.gpu.memory.usage',
  instrument: 'updowncounter',
  unit: 'By',
  valueType: 'int',
  description: 'GPU memory used.',
  attributes: DEVICE,
}

export const HW_GPU_MEMORY_LIMIT: MetricDefinition = {
  name: 'hw.gpu.memory.limit',
  instrument: 'updowncounter',
  unit: 'By',
  valueType: 'int',
  description: 'Size of the GPU memory.',
  attributes: DEVICE,
}

/** Used divided by size. Not how busy the memory is: that is `tokenscope.gpu.memory_controller.utilization`. */
export const HW_GPU_MEMORY_UTILIZATION: MetricDefinition = {
  name: 'hw.gpu.memory.utilization',
  instrument: 'gauge',
  unit: '1',
  valueType: 'double',
  description: 'Fraction of GPU memory used.',
  attributes: DEVICE,
}

export const HW_ENERGY: MetricDefinition = {
  name: 'hw.energy',
  instrument: 'counter',
  unit: 'J',
  valueType: 'double',
  description: 'Energy consumed by the component.',
  attributes: TYPED_DEVICE,
}

export const HW_POWER: MetricDefinition = {
  name: 'hw.power',
  instrument: 'gauge',
  unit: 'W',
  valueType: 'double',
  description: 'Instantaneous power consumed by the component.',
  attributes: TYPED_DEVICE,
}

export const HW_TEMPERATURE: MetricDefinition = {
  name: 'hw.temperature',
  instrument: 'gauge',
  unit: 'Cel',
  valueType: 'double',
  description: 'Temperature in degrees Celsius.',
  attributes: [...DEVICE, ATTR_HW_SENSOR_LOCATION],
}

export const HW_ERRORS: MetricDefinition = {
  name: 'hw.errors',
  instrument: 'counter',
  unit: '{error}',
  valueType: 'int',
  description: 'Number of errors encountered by the component.',
  attributes: [...TYPED_DEVICE, ATTR_ERROR_TYPE],
}

export const HW_STATUS: MetricDefinition = {
  name: 'hw.status',
  instrument: 'updowncounter',
  unit: '1',
  valueType: 'int',
  description: 'Operational status: `1` (true) or `0` (false) for each of the possible states.',
  attributes: [...TYPED_DEVICE, ATTR_HW_STATE],
}

export const HW_FAN_SPEED_RATIO: MetricDefinition = {
  name: 'hw.fan.speed_ratio',
  instrument: 'gauge',
  unit: '1',
  valueType: 'double',
  description: 'Fan speed expressed as a fraction of its maximum speed.',
  attributes: DEVICE,
}

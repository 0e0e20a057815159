import type { MetricDefinition } from './metric-definition.ts'

/**
 * Host metrics as `@opentelemetry/host-metrics` sends them. It sets no unit on most of them and makes gauges of what the conventions
 * call up-down counters; the table says what is sent, because rules and dashboards are made from it.
 */

/** `used` or `free`. */
export const ATTR_SYSTEM_MEMORY_STATE = 'system.memory.state'
/** `user`, `system`, `idle`, `interrupt` or `nice`. */
export const ATTR_SYSTEM_CPU_STATE = 'system.cpu.state'
export const ATTR_SYSTEM_CPU_LOGICAL_NUMBER = 'system.cpu.logical_number'
/** `user` or `system`. */
export const ATTR_PROCESS_CPU_STATE = 'process.cpu.state'

const CPU = [ATTR_SYSTEM_CPU_STATE, ATTR_SYSTEM_CPU_LOGICAL_NUMBER]

export const SYSTEM_CPU_TIME: MetricDefinition = {
  name: 'system.cpu.time',
  instrument: 'counter',
  unit: 's',
  valueType: 'double',
  description: 'Cpu time in seconds',
  attributes: CPU,
}

export const SYSTEM_CPU_UTILIZATION: MetricDefinition = {
  name: 'system.cpu.utilization',
  instrument: 'gauge',
  unit: '',
  valueType: 'double',
  description: 'Cpu usage time 0-1',
  attributes: CPU,
}

export const SYSTEM_MEMORY_USAGE: MetricDefinition = {
  name: 'system.memory.usage',
  instrument: 'gauge',
  unit: '',
  valueType: 'double',
  description: 'Memory usage in bytes',
  attributes: [ATTR_SYSTEM_MEMORY_STATE],
}

export const SYSTEM_MEMORY_UTILIZATION: MetricDefinition = {
  name: 'system.memory.utilization',
  instrument: 'gauge',
  unit: '',
  valueType: 'double',
  description: 'Memory usage 0-1',
  attributes: [ATTR_SYSTEM_MEMORY_STATE],
}

export const PROCESS_CPU_TIME: MetricDefinition = {
  name: 'process.cpu.time',
  instrument: 'counter',
  unit: 's',
  valueType: 'double',
  description: 'Process Cpu time in seconds',
  attributes: [ATTR_PROCESS_CPU_STATE],
}

export const PROCESS_CPU_UTILIZATION: MetricDefinition = {
  name: 'process.cpu.utilization',
  instrument: 'gauge',
  unit: '',
  valueType: 'double',
  description: 'Process Cpu usage time 0-1',
  attributes: [ATTR_PROCESS_CPU_STATE],
}

export const PROCESS_MEMORY_USAGE: MetricDefinition = {
  name: 'process.memory.usage',
  instrument: 'gauge',
  unit: '',
  valueType: 'double',
  description: 'Process Memory usage in bytes',
  attributes: [],
}

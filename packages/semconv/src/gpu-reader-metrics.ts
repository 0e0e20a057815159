import { ATTR_ERROR_TYPE } from './gen-ai.ts'
import { ATTR_HW_ID } from './hw.ts'
import type { MetricDefinition } from './metric-definition.ts'

/** How well the GPUs are being read. */

export const GPU_READER_SAMPLES: MetricDefinition = {
  name: 'tokenscope.gpu.reader.samples',
  instrument: 'counter',
  unit: '{sample}',
  valueType: 'int',
  description: 'Complete samples taken of the GPUs of this host.',
  attributes: [],
}

/** `error.type` is a short reason: `no_tool`, `no_driver`, `exit_15`, `stalled`, `garbage`, … */
export const GPU_READER_FAILURES: MetricDefinition = {
  name: 'tokenscope.gpu.reader.failures',
  instrument: 'counter',
  unit: '{failure}',
  valueType: 'int',
  description: 'Times that reading the GPUs failed, by reason.',
  attributes: [ATTR_ERROR_TYPE],
}

export const GPU_READER_RESTARTS: MetricDefinition = {
  name: 'tokenscope.gpu.reader.restarts',
  instrument: 'counter',
  unit: '{restart}',
  valueType: 'int',
  description: 'Times that the reading process was replaced.',
  attributes: [],
}

export const GPU_READER_SAMPLE_AGE: MetricDefinition = {
  name: 'tokenscope.gpu.reader.sample_age',
  instrument: 'gauge',
  unit: 's',
  valueType: 'double',
  description: 'Time since the last complete sample.',
  attributes: [],
}

/** `error.type` is what the driver said instead of a value: `not_supported`, `gpu_is_lost`, `insufficient_permissions`, … */
export const GPU_READER_ABSENT_VALUES: MetricDefinition = {
  name: 'tokenscope.gpu.reader.absent_values',
  instrument: 'gauge',
  unit: '{value}',
  valueType: 'int',
  description: 'Values that the last sample lacked, by reason.',
  attributes: [ATTR_HW_ID, ATTR_ERROR_TYPE],
}

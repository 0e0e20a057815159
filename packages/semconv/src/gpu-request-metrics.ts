import { ENERGY_BUCKETS_JOULES, GPU_TIME_BUCKETS_SECONDS, TOKEN_ENERGY_BUCKETS_JOULES } from './buckets.ts'
import {
  ATTR_GEN_AI_OPERATION_NAME,
  ATTR_GEN_AI_PROVIDER_NAME,
  ATTR_GEN_AI_REQUEST_MODEL,
  ATTR_SERVER_ADDRESS,
  ATTR_SERVER_PORT,
} from './gen-ai.ts'
import type { MetricDefinition } from './metric-definition.ts'

/** What one call cost the GPUs of this host. Recorded only for calls whose time was sampled well enough. */

const CALL = [ATTR_GEN_AI_OPERATION_NAME, ATTR_GEN_AI_PROVIDER_NAME, ATTR_GEN_AI_REQUEST_MODEL, ATTR_SERVER_ADDRESS, ATTR_SERVER_PORT]

export const GPU_REQUEST_ENERGY: MetricDefinition = {
  name: 'tokenscope.gpu.request.energy',
  instrument: 'histogram',
  unit: 'J',
  valueType: 'double',
  description: 'Energy attributed to one call.',
  buckets: ENERGY_BUCKETS_JOULES,
  attributes: CALL,
}

export const GPU_REQUEST_TIME: MetricDefinition = {
  name: 'tokenscope.gpu.request.time',
  instrument: 'histogram',
  unit: 's',
  valueType: 'double',
  description: 'Busy GPU-seconds attributed to one call.',
  buckets: GPU_TIME_BUCKETS_SECONDS,
  attributes: CALL,
}

export const GPU_REQUEST_ENERGY_PER_OUTPUT_TOKEN: MetricDefinition = {
  name: 'tokenscope.gpu.request.energy_per_output_token',
  instrument: 'histogram',
  unit: 'J/{token}',
  valueType: 'double',
  description: 'Energy attributed to one call, per output token that the server reported.',
  buckets: TOKEN_ENERGY_BUCKETS_JOULES,
  attributes: CALL,
}

/** Calls that ran on this host's GPUs, so that the share without a figure is known. */
export const GPU_REQUESTS_UNCOVERED: MetricDefinition = {
  name: 'tokenscope.gpu.request.uncovered',
  instrument: 'counter',
  unit: '{request}',
  valueType: 'int',
  description: 'Calls to this host for which too little was sampled to state a figure.',
  attributes: CALL,
}

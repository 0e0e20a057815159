import { DURATION_BUCKETS_SECONDS, TOKEN_BUCKETS } from './buckets.ts'
import { ATTR_OUTCOME } from './extensions.ts'
import {
  ATTR_ERROR_TYPE,
  ATTR_GEN_AI_OPERATION_NAME,
  ATTR_GEN_AI_PROVIDER_NAME,
  ATTR_GEN_AI_REQUEST_MODEL,
  ATTR_GEN_AI_RESPONSE_MODEL,
  ATTR_GEN_AI_TOKEN_MODALITY,
  ATTR_GEN_AI_TOKEN_TYPE,
  ATTR_OPENAI_RESPONSE_SERVICE_TIER,
  ATTR_SERVER_ADDRESS,
  ATTR_SERVER_PORT,
} from './gen-ai.ts'
import type { MetricDefinition } from './metric-definition.ts'

/** Metrics of the GenAI conventions, both profiles; `profiles.ts` says which profile emits which. */

const CALL = [
  ATTR_GEN_AI_OPERATION_NAME,
  ATTR_GEN_AI_PROVIDER_NAME,
  ATTR_GEN_AI_REQUEST_MODEL,
  ATTR_GEN_AI_RESPONSE_MODEL,
  ATTR_SERVER_ADDRESS,
  ATTR_SERVER_PORT,
]
const CALL_OR_ERROR = [...CALL, ATTR_ERROR_TYPE, ATTR_OPENAI_RESPONSE_SERVICE_TIER]

export const CLIENT_OPERATION_DURATION: MetricDefinition = {
  name: 'gen_ai.client.operation.duration',
  instrument: 'histogram',
  unit: 's',
  valueType: 'double',
  description: 'GenAI operation duration.',
  buckets: DURATION_BUCKETS_SECONDS,
  // Our own attribute only where a call neither completed nor has an `error.type`: it was given up or cut off.
  attributes: [...CALL_OR_ERROR, ATTR_OUTCOME],
}

export const CLIENT_INFERENCE_DURATION: MetricDefinition = {
  ...CLIENT_OPERATION_DURATION,
  name: 'gen_ai.client.inference.duration',
  description: 'GenAI client inference operation duration.',
}

export const CLIENT_OPERATION_TIME_TO_FIRST_CHUNK: MetricDefinition = {
  name: 'gen_ai.client.operation.time_to_first_chunk',
  instrument: 'histogram',
  unit: 's',
  valueType: 'double',
  description:
    'Time to receive the first chunk, measured from when the client issues the generation request to when the first chunk is received in the response stream.',
  buckets: DURATION_BUCKETS_SECONDS,
  attributes: CALL,
}

export const CLIENT_INFERENCE_TIME_TO_FIRST_CHUNK: MetricDefinition = {
  ...CLIENT_OPERATION_TIME_TO_FIRST_CHUNK,
  name: 'gen_ai.client.inference.time_to_first_chunk',
}

export const CLIENT_OPERATION_TIME_PER_OUTPUT_CHUNK: MetricDefinition = {
  name: 'gen_ai.client.operation.time_per_output_chunk',
  instrument: 'histogram',
  unit: 's',
  valueType: 'double',
  description:
    'Time per output chunk, recorded for each chunk received after the first one, measured as the time elapsed from the end of the previous chunk to the end of the current chunk.',
  buckets: DURATION_BUCKETS_SECONDS,
  attributes: CALL,
}

export const CLIENT_INFERENCE_TIME_PER_OUTPUT_CHUNK: MetricDefinition = {
  ...CLIENT_OPERATION_TIME_PER_OUTPUT_CHUNK,
  name: 'gen_ai.client.inference.time_per_output_chunk',
}

export const CLIENT_TOKEN_USAGE: MetricDefinition = {
  name: 'gen_ai.client.token.usage',
  instrument: 'histogram',
  unit: '{token}',
  valueType: 'int',
  description: 'Number of input and output tokens used.',
  buckets: TOKEN_BUCKETS,
  attributes: [...CALL, ATTR_GEN_AI_TOKEN_TYPE, ATTR_OPENAI_RESPONSE_SERVICE_TIER],
}

export const INFERENCE_INPUT_TOKENS: MetricDefinition = {
  name: 'gen_ai.client.inference.operation.input_tokens',
  instrument: 'histogram',
  unit: '{token}',
  valueType: 'int',
  description: 'The number of input (prompt) tokens used per inference operation.',
  buckets: TOKEN_BUCKETS,
  attributes: CALL_OR_ERROR,
}

export const INFERENCE_OUTPUT_TOKENS: MetricDefinition = {
  ...INFERENCE_INPUT_TOKENS,
  name: 'gen_ai.client.inference.operation.output_tokens',
  description: 'The number of output (completion) tokens used per inference operation.',
}

export const INFERENCE_USAGE_INPUT_TOKENS: MetricDefinition = usageCounter(
  'input_tokens',
  'The number of input (prompt) tokens used, including cached tokens.',
)
export const INFERENCE_USAGE_OUTPUT_TOKENS: MetricDefinition = usageCounter(
  'output_tokens',
  'The number of output (completion) tokens used, including reasoning tokens.',
)
export const INFERENCE_USAGE_CACHE_READ: MetricDefinition = usageCounter(
  'cache_read.input_tokens',
  'The number of input tokens served from a provider-managed cache.',
)
export const INFERENCE_USAGE_CACHE_WRITE: MetricDefinition = usageCounter(
  'cache_write.input_tokens',
  'The number of input tokens written to a provider-managed cache.',
)
export const INFERENCE_USAGE_REASONING: MetricDefinition = usageCounter(
  'reasoning.output_tokens',
  'The number of output tokens used for reasoning (e.g. chain-of-thought, extended thinking).',
)

function usageCounter(suffix: string, description: string): MetricDefinition {
  return {
    name: `gen_ai.client.inference.usage.${suffix}`,
    instrument: 'counter',
    unit: '{token}',
    valueType: 'int',
    description,
    attributes: [...CALL, ATTR_GEN_AI_TOKEN_MODALITY, ATTR_OPENAI_RESPONSE_SERVICE_TIER],
  }
}

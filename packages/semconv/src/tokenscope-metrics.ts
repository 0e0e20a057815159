import { DURATION_BUCKETS_SECONDS, TOKEN_RATE_BUCKETS } from './buckets.ts'
import { ATTR_COMPONENT, ATTR_OUTCOME, ATTR_RATELIMIT_RESOURCE } from './extensions.ts'
import {
  ATTR_ERROR_TYPE,
  ATTR_GEN_AI_OPERATION_NAME,
  ATTR_GEN_AI_PROVIDER_NAME,
  ATTR_GEN_AI_REQUEST_MODEL,
  ATTR_GEN_AI_RESPONSE_MODEL,
  ATTR_SERVER_ADDRESS,
  ATTR_SERVER_PORT,
} from './gen-ai.ts'
import type { MetricDefinition } from './metric-definition.ts'

/** Tokenscope's own client metrics, the same in both profiles. */

const CALL = [ATTR_GEN_AI_OPERATION_NAME, ATTR_GEN_AI_PROVIDER_NAME, ATTR_GEN_AI_REQUEST_MODEL, ATTR_SERVER_ADDRESS, ATTR_SERVER_PORT]

export const REQUESTS: MetricDefinition = {
  name: 'tokenscope.client.requests',
  instrument: 'counter',
  unit: '{request}',
  valueType: 'int',
  description: 'Ended calls, by how they ended.',
  attributes: [...CALL, ATTR_OUTCOME, ATTR_ERROR_TYPE],
}

export const ACTIVE_REQUESTS: MetricDefinition = {
  name: 'tokenscope.client.active_requests',
  instrument: 'updowncounter',
  unit: '{request}',
  valueType: 'int',
  description: 'Calls that have started and not ended.',
  attributes: CALL,
}

export const TIME_TO_FIRST_TOKEN: MetricDefinition = {
  name: 'tokenscope.client.time_to_first_token',
  instrument: 'histogram',
  unit: 's',
  valueType: 'double',
  description: 'Time from the start of a streamed call to its first chunk with generated content.',
  buckets: DURATION_BUCKETS_SECONDS,
  attributes: CALL,
}

export const OUTPUT_TOKEN_RATE: MetricDefinition = {
  name: 'tokenscope.client.output_token_rate',
  instrument: 'histogram',
  unit: '{token}/s',
  valueType: 'double',
  description: 'Output tokens per second of one streamed call, after its first token, by the usage that the server reported.',
  buckets: TOKEN_RATE_BUCKETS,
  attributes: CALL,
}

export const RETRIES: MetricDefinition = {
  name: 'tokenscope.client.retries',
  instrument: 'counter',
  unit: '{retry}',
  valueType: 'int',
  description: 'Attempts that failed and were tried again by the client; error.type is the HTTP status or the connection error.',
  attributes: [...CALL, ATTR_ERROR_TYPE],
}

export const STALLS: MetricDefinition = {
  name: 'tokenscope.client.stalls',
  instrument: 'counter',
  unit: '{stall}',
  valueType: 'int',
  description: 'Times that a stream stood still for longer than the stall threshold while the application waited for it.',
  attributes: CALL,
}

export const RATELIMIT_REMAINING: MetricDefinition = {
  name: 'tokenscope.client.ratelimit.remaining',
  instrument: 'gauge',
  unit: '1',
  valueType: 'double',
  description: 'Share of the rate limit that is left, by the last response (0 to 1); the resource is `requests` or `tokens`.',
  attributes: [ATTR_GEN_AI_PROVIDER_NAME, ATTR_GEN_AI_REQUEST_MODEL, ATTR_SERVER_ADDRESS, ATTR_SERVER_PORT, ATTR_RATELIMIT_RESOURCE],
}

export const COST: MetricDefinition = {
  name: 'tokenscope.client.cost',
  instrument: 'counter',
  unit: '{USD}',
  valueType: 'double',
  description: 'Cost of the calls by the price table that the application gave.',
  attributes: CALL,
}

export const USAGE_CACHE_READ: MetricDefinition = {
  name: 'tokenscope.client.usage.cache_read.input_tokens',
  instrument: 'counter',
  unit: '{token}',
  valueType: 'int',
  description: 'Input tokens that came from the provider’s cache; profile `v1.41`, whose own token metric does not tell them apart.',
  attributes: [...CALL, ATTR_GEN_AI_RESPONSE_MODEL],
}

export const USAGE_REASONING: MetricDefinition = {
  name: 'tokenscope.client.usage.reasoning.output_tokens',
  instrument: 'counter',
  unit: '{token}',
  valueType: 'int',
  description: 'Output tokens spent on reasoning; profile `v1.41`, whose own token metric does not tell them apart.',
  attributes: [...CALL, ATTR_GEN_AI_RESPONSE_MODEL],
}

export const SDK_ERRORS: MetricDefinition = {
  name: 'tokenscope.sdk.errors',
  instrument: 'counter',
  unit: '{error}',
  valueType: 'int',
  description: 'Failures inside the telemetry itself, kept away from the application.',
  attributes: [ATTR_COMPONENT],
}

import type { Attributes } from '@opentelemetry/api'
import {
  ATTR_GPU_ATTRIBUTION_METHOD,
  ATTR_GPU_COVERAGE,
  ATTR_GPU_ENERGY,
  ATTR_GPU_ENERGY_PER_OUTPUT_TOKEN,
  ATTR_GPU_IDLE_ENERGY,
  ATTR_GPU_PEAK_MEMORY,
  ATTR_GPU_TIME,
  ATTR_GPU_TIME_PER_OUTPUT_TOKEN,
} from '@tokenscope/semconv'
import type { RequestCost } from './request-cost.ts'

const ROWS: readonly (readonly [attribute: string, key: Exclude<keyof RequestCost, 'id' | 'outputTokens'>])[] = [
  [ATTR_GPU_COVERAGE, 'coverage'],
  [ATTR_GPU_ATTRIBUTION_METHOD, 'method'],
  [ATTR_GPU_ENERGY, 'joules'],
  [ATTR_GPU_IDLE_ENERGY, 'idleJoules'],
  [ATTR_GPU_ENERGY_PER_OUTPUT_TOKEN, 'joulesPerOutputToken'],
  [ATTR_GPU_TIME, 'gpuSeconds'],
  [ATTR_GPU_TIME_PER_OUTPUT_TOKEN, 'gpuSecondsPerOutputToken'],
  [ATTR_GPU_PEAK_MEMORY, 'peakMemoryBytes'],
]

/** A cost as attributes of the call's span. The coverage is always there; a figure that is not known is not. */
export function toCostAttributes(cost: RequestCost): Attributes {
  const attributes: Attributes = {}
  for (const [attribute, key] of ROWS) {
    const value = cost[key]
    if (value !== undefined) attributes[attribute] = value
  }
  return attributes
}

import { AMOUNT } from '../values/amount.ts'
import { DURATION } from '../values/duration.ts'
import { PERCENT } from '../values/percent.ts'
import type { KeyDefinition } from './key-definition.ts'

/** A key of an objective, and where its value goes. */
export interface ObjectiveKey extends KeyDefinition {
  readonly goesTo: ObjectivePlace
}

export type QuantileList = 'responseTimes' | 'timeToFirstToken'
export type ObjectiveField = 'availability' | 'errorRate' | 'outputTokensPerSecond' | 'queueSeconds' | 'costPerDay'
export type ObjectivePlace = { readonly list: QuantileList; readonly quantile: number } | { readonly field: ObjectiveField }

const QUANTILES = [0.5, 0.9, 0.95, 0.99]
const DEFAULT_RESPONSE_TIMES: Readonly<Record<string, string>> = { p95: '3000ms', p99: '5000ms' }
const EXAMPLE_RESPONSE_TIMES: Readonly<Record<string, string>> = { p50: '1280ms', p90: '2560ms', p95: '3000ms', p99: '5000ms' }
const EXAMPLE_FIRST_TOKENS: Readonly<Record<string, string>> = { p50: '320ms', p90: '640ms', p95: '1280ms', p99: '3s' }

/** What may be promised, in the order of the documentation. */
export const OBJECTIVE_KEYS: readonly ObjectiveKey[] = [
  ...QUANTILES.map(responseTime),
  {
    name: 'availability',
    kind: PERCENT,
    meaning: 'Share of five-minute slices with calls in which at least 95% of the calls succeeded, at least',
    default: '99.5%',
    example: '99.5%',
    canBeOff: true,
    synonyms: ['uptime', 'success_rate', 'success'],
    goesTo: { field: 'availability' },
  },
  {
    name: 'error_rate',
    kind: PERCENT,
    meaning: 'Failed calls by all calls, at most; faults of the caller and cancelled calls are in neither',
    default: '0.1%',
    example: '0.1%',
    canBeOff: true,
    synonyms: ['errors', 'failure_rate', 'error_budget'],
    goesTo: { field: 'errorRate' },
  },
  ...QUANTILES.map(firstToken),
  {
    name: 'output_tokens_per_second',
    kind: AMOUNT,
    meaning: 'Output tokens per second of a streamed call after its first token, at least',
    example: '15',
    canBeOff: true,
    synonyms: ['tokens_per_second', 'tps', 'tokens_s', 'speed', 'throughput', 'generation_speed'],
    goesTo: { field: 'outputTokensPerSecond' },
  },
  {
    name: 'queue_time',
    kind: DURATION,
    meaning: "Time that a request waits in the server's queue, at most",
    example: '2s',
    canBeOff: true,
    synonyms: ['queueing', 'queuing', 'queue', 'queue_seconds', 'queue_wait', 'waiting'],
    goesTo: { field: 'queueSeconds' },
  },
  {
    name: 'cost_per_day',
    kind: AMOUNT,
    meaning: 'Cost of one day by the price table of the application, at most',
    example: '50',
    canBeOff: true,
    synonyms: ['cost', 'cost_budget', 'budget', 'daily_cost', 'price'],
    goesTo: { field: 'costPerDay' },
  },
]

/** The key that a quantile target is written with: `p95_response_time`. */
export function quantileKey(list: QuantileList, quantile: number): string {
  return `p${Math.round(quantile * 100)}_${list === 'responseTimes' ? 'response_time' : 'time_to_first_token'}`
}

function responseTime(quantile: number): ObjectiveKey {
  const p = `p${Math.round(quantile * 100)}`
  const preset = DEFAULT_RESPONSE_TIMES[p]
  return {
    name: quantileKey('responseTimes', quantile),
    kind: DURATION,
    meaning: `${Math.round(quantile * 100)}% of the successful calls take at most this, from start to last token`,
    ...(preset !== undefined && { default: preset }),
    example: EXAMPLE_RESPONSE_TIMES[p]!,
    canBeOff: true,
    synonyms: [
      `${p}`,
      `${p}_latency`,
      `response_time_${p}`,
      `latency_${p}`,
      `${p}_duration`,
      ...(p === 'p95' ? ['latency', 'response_time'] : []),
    ],
    goesTo: { list: 'responseTimes', quantile },
  }
}

function firstToken(quantile: number): ObjectiveKey {
  const p = `p${Math.round(quantile * 100)}`
  return {
    name: quantileKey('timeToFirstToken', quantile),
    kind: DURATION,
    meaning: `${Math.round(quantile * 100)}% of the streamed calls get their first token within this`,
    example: EXAMPLE_FIRST_TOKENS[p]!,
    canBeOff: true,
    synonyms: [
      `${p}_ttft`,
      `ttft_${p}`,
      `time_to_first_token_${p}`,
      `${p}_first_token`,
      ...(p === 'p95' ? ['ttft', 'time_to_first_token'] : []),
    ],
    goesTo: { list: 'timeToFirstToken', quantile },
  }
}

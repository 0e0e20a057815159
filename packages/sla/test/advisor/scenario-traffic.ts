import {
  ACTIVE_REQUESTS,
  ATTR_GEN_AI_OPERATION_NAME,
  ATTR_GEN_AI_TOKEN_TYPE,
  ATTR_GPU_THROTTLE_REASON,
  ATTR_HW_SENSOR_LOCATION,
  CLIENT_TOKEN_USAGE,
  GPU_THROTTLE_TIME,
  HW_GPU_MEMORY_UTILIZATION,
  HW_TEMPERATURE,
  OUTPUT_TOKEN_RATE,
  RETRIES,
  TIME_TO_FIRST_TOKEN,
  toPrometheusLabel,
} from '@tokenscope/semconv'
import { ofModel, type Phase, seriesText, type Traffic } from '../check/traffic-lines.ts'

/** What calls are like for a while; times in seconds. */
export interface Calls {
  readonly perMinute?: number
  readonly firstToken?: number
  readonly tokensPerSecond?: number
  readonly outputTokens?: number
  readonly inputTokens?: number
  readonly inFlight?: number
  /** In a minute, by error type. */
  readonly failures?: Readonly<Record<string, number>>
  readonly retriesPerMinute?: number
  /** Share of time. */
  readonly throttled?: number
  readonly celsius?: number
  /** Requests that wait at a vLLM server. */
  readonly waiting?: number
}

const USUAL = {
  perMinute: 20,
  firstToken: 0.2,
  tokensPerSecond: 100,
  outputTokens: 100,
  inputTokens: 400,
  inFlight: 1,
  failures: {},
  retriesPerMinute: 0,
  throttled: 0,
  celsius: 65,
} as const satisfies Calls
type AllCalls = Calls & Required<Omit<Calls, 'waiting'>>

/** Four hours as usual but for half an hour of them that was `otherwise` too, and twenty minutes otherwise. Each model in an environment of its own, since GPUs know no models. */
export function scenario(model: string, otherwise: Calls, usual: Calls = {}): Traffic {
  const before: AllCalls = { ...USUAL, ...usual }
  const labels = ofModel(model, model)
  return {
    labels,
    phases: [
      toPhase(labels, model, before, 150),
      toPhase(labels, model, { ...before, ...otherwise }, 30),
      toPhase(labels, model, before, 60),
      toPhase(labels, model, { ...before, ...otherwise }, 20),
    ],
  }
}

function toPhase(labels: Traffic['labels'], model: string, calls: AllCalls, minutes: number): Phase {
  const { perMinute, firstToken, tokensPerSecond, outputTokens, inputTokens, failures } = calls
  const of = { ...labels, [toPrometheusLabel(ATTR_GEN_AI_OPERATION_NAME)]: 'chat' }
  const mean = (metric: typeof TIME_TO_FIRST_TOKEN, value: number, more: object = {}): [string, number][] => [
    [seriesText(metric, '_sum', { ...of, ...more }), perMinute * value],
    [seriesText(metric, '_count', { ...of, ...more }), perMinute],
  ]
  const type = (name: string): object => ({ [toPrometheusLabel(ATTR_GEN_AI_TOKEN_TYPE)]: name })
  const gpu = { deployment_environment_name: model, hw_id: 'GPU-1' }
  const heat = { [toPrometheusLabel(ATTR_GPU_THROTTLE_REASON)]: 'hw_thermal_slowdown' }
  return {
    minutes,
    calls: { [String(firstToken + outputTokens / tokensPerSecond)]: perMinute },
    failures,
    counters: Object.fromEntries([
      ...mean(TIME_TO_FIRST_TOKEN, firstToken),
      ...mean(OUTPUT_TOKEN_RATE, tokensPerSecond),
      ...mean(CLIENT_TOKEN_USAGE, outputTokens, type('output')),
      ...mean(CLIENT_TOKEN_USAGE, inputTokens, type('input')),
      [seriesText(RETRIES, '', { ...of, error_type: '429' }), calls.retriesPerMinute],
      [seriesText(GPU_THROTTLE_TIME, '', { ...gpu, ...heat }), calls.throttled * 60],
    ]),
    gauges: {
      [seriesText(ACTIVE_REQUESTS, '', of)]: calls.inFlight,
      [seriesText(HW_TEMPERATURE, '', { ...gpu, [toPrometheusLabel(ATTR_HW_SENSOR_LOCATION)]: 'gpu' })]: calls.celsius,
      [seriesText(HW_GPU_MEMORY_UTILIZATION, '', gpu)]: 0.88,
      ...(calls.waiting === undefined ? {} : { [`vllm:num_requests_waiting{model_name="${model}"}`]: calls.waiting }),
    },
  }
}

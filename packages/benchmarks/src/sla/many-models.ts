import {
  ATTR_ERROR_TYPE,
  ATTR_GEN_AI_OPERATION_NAME,
  ATTR_GEN_AI_REQUEST_MODEL,
  ATTR_GEN_AI_TOKEN_TYPE,
  ATTR_OUTCOME,
  CLIENT_OPERATION_DURATION,
  CLIENT_TOKEN_USAGE,
  type MetricDefinition,
  REQUESTS,
} from '@tokenscope/semconv'
import { DEFAULT_TARGETS, type SlaTargets } from '@tokenscope/sla'

/** Boundaries as `@tokenscope/node` has them by default, and those of the targets. */
const BOUNDS = [0.01, 0.02, 0.04, 0.08, 0.16, 0.32, 0.64, 1.28, 2.56, 3, 5, 5.12, 10.24, 20.48, 40.96, 81.92]
const CALLS_PER_SECOND = 2
const FAILED = 0.0005

type Attributes = Readonly<Record<string, string>>

export function modelNames(count: number): string[] {
  return Array.from({ length: count }, (_, i) => `model-${i}`)
}

/** The default promises for each model. */
export function targetsOf(models: readonly string[]): SlaTargets {
  const [scope] = DEFAULT_TARGETS.scopes
  if (scope === undefined) throw new Error('the default targets have a scope')
  return { ...DEFAULT_TARGETS, scopes: models.map((model) => ({ ...scope, id: model, model })) }
}

/** What two services that call each of the models send after so many seconds, as OTLP: calls, failures, times in buckets, tokens. */
export function otlpOf(models: readonly string[], startMs: number): object {
  const seconds = (Date.now() - startMs) / 1000
  const calls = Math.floor(seconds * CALLS_PER_SECOND)
  const failed = Math.floor(seconds * CALLS_PER_SECOND * FAILED)
  const time = { startTimeUnixNano: `${startMs}000000`, timeUnixNano: `${Date.now()}000000` }
  const counter = (count: number, attributes: Attributes): object => ({ ...time, asInt: `${count}`, attributes: keyValues(attributes) })
  const histogram = (count: number, attributes: Attributes): object => ({
    ...time,
    count: `${count}`,
    sum: count,
    explicitBounds: BOUNDS,
    bucketCounts: spread(count),
    attributes: keyValues(attributes),
  })
  const metrics = models.flatMap((model) => {
    const call = { [ATTR_GEN_AI_REQUEST_MODEL]: model, [ATTR_GEN_AI_OPERATION_NAME]: 'chat' }
    const error = { ...call, [ATTR_ERROR_TYPE]: 'InternalServerError' }
    return [
      sum(REQUESTS, [counter(calls, { ...call, [ATTR_OUTCOME]: 'completed' }), counter(failed, { ...error, [ATTR_OUTCOME]: 'error' })]),
      histograms(CLIENT_OPERATION_DURATION, [histogram(calls, call), histogram(failed, error)]),
      histograms(
        CLIENT_TOKEN_USAGE,
        ['input', 'output'].map((type) => histogram(calls, { ...call, [ATTR_GEN_AI_TOKEN_TYPE]: type })),
      ),
    ]
  })
  return {
    resourceMetrics: ['chat', 'search'].map((service) => ({
      resource: { attributes: keyValues({ 'service.name': service, 'deployment.environment.name': 'production' }) },
      scopeMetrics: [{ scope: { name: 'bench' }, metrics }],
    })),
  }
}

function sum({ name, unit }: MetricDefinition, dataPoints: readonly object[]): object {
  return { name, unit, sum: { aggregationTemporality: 2, isMonotonic: true, dataPoints } }
}

function histograms({ name, unit }: MetricDefinition, dataPoints: readonly object[]): object {
  return { name, unit, histogram: { aggregationTemporality: 2, dataPoints } }
}

/** Half of them up to 0.64 s, half up to 1.28 s: what is promised is kept, so no alert fires. */
function spread(count: number): string[] {
  const half = Math.floor(count / 2)
  return [...BOUNDS, Number.POSITIVE_INFINITY].map((bound) => (bound === 0.64 ? `${half}` : bound === 1.28 ? `${count - half}` : '0'))
}

function keyValues(attributes: Attributes): object[] {
  return Object.entries(attributes).map(([key, stringValue]) => ({ key, value: { stringValue } }))
}

import {
  ATTR_ERROR_TYPE,
  ATTR_GEN_AI_OPERATION_NAME,
  ATTR_GEN_AI_REQUEST_MODEL,
  ATTR_OUTCOME,
  CLIENT_OPERATION_DURATION,
  type MetricDefinition,
  REQUESTS,
  toPrometheusLabel,
  toPrometheusName,
} from '@tokenscope/semconv'

/** What happens for a while, alike in every minute. */
export interface Phase {
  readonly minutes: number
  /** Calls that succeed in a minute, by how many seconds they take. */
  readonly calls?: Readonly<Record<string, number>>
  /** Calls that fail in a minute, by `error.type`. */
  readonly failures?: Readonly<Record<string, number>>
  /** Further counters, by their increase in a minute, and gauges, by their value. The series as `name{labels}`. */
  readonly counters?: Readonly<Record<string, number>>
  readonly gauges?: Readonly<Record<string, number>>
}

export interface Traffic {
  readonly labels: Readonly<Record<string, string>>
  /** Ends now. */
  readonly phases: readonly Phase[]
  /** Upper bounds of the duration's buckets. */
  readonly bounds?: readonly number[]
}

export const SAMPLE_MINUTES = 2
const BOUNDS = [1.28, 2.56, 3, 5, 10.24]

/** The series of one model as OpenMetrics, sampled every other minute up to `end` (seconds). By metric family. */
export function trafficLines({ labels, phases, bounds = BOUNDS }: Traffic, end: number): Map<string, string[]> {
  const families = new Map<string, string[]>()
  const sums = new Map<string, number>()
  const minutes = phases.reduce((sum, phase) => sum + phase.minutes, 0)
  let time = end - minutes * 60
  const write = (series: string, value: number): void => {
    const family = series.split('{')[0]!
    const lines = families.get(family) ?? []
    families.set(family, lines)
    lines.push(`${series} ${value} ${time}`)
  }
  for (const phase of phases) {
    for (let minute = 0; minute < phase.minutes; minute += SAMPLE_MINUTES) {
      time += SAMPLE_MINUTES * 60
      for (const [series, perMinute] of increases(labels, phases, phase, bounds)) {
        const value = (sums.get(series) ?? 0) + perMinute * SAMPLE_MINUTES
        sums.set(series, value)
        write(series, value)
      }
      for (const [series, value] of Object.entries(phase.gauges ?? {})) write(series, value)
    }
  }
  return families
}

/** Every counter that any phase has, so that none begins in the middle. */
function increases(labels: Traffic['labels'], phases: readonly Phase[], phase: Phase, bounds: readonly number[]): Map<string, number> {
  const rates = new Map<string, number>()
  const add = (series: string, count: number): void => void rates.set(series, (rates.get(series) ?? 0) + count)
  const base = { ...labels, [toPrometheusLabel(ATTR_GEN_AI_OPERATION_NAME)]: 'chat' }
  for (const any of phases) {
    const own = any === phase
    for (const [seconds, count] of Object.entries(any.calls ?? {})) {
      const calls = own ? count : 0
      add(seriesText(REQUESTS, '', { ...base, [toPrometheusLabel(ATTR_OUTCOME)]: 'completed' }), calls)
      for (const bound of [...bounds, Number.POSITIVE_INFINITY]) {
        const le = bound === Number.POSITIVE_INFINITY ? '+Inf' : String(bound)
        add(seriesText(CLIENT_OPERATION_DURATION, '_bucket', { ...base, le }), Number(seconds) <= bound ? calls : 0)
      }
      add(seriesText(CLIENT_OPERATION_DURATION, '_count', base), calls)
      add(seriesText(CLIENT_OPERATION_DURATION, '_sum', base), calls * Number(seconds))
    }
    for (const [type, count] of Object.entries(any.failures ?? {})) {
      const failed = { ...base, [toPrometheusLabel(ATTR_OUTCOME)]: 'error', [toPrometheusLabel(ATTR_ERROR_TYPE)]: type }
      add(seriesText(REQUESTS, '', failed), own ? count : 0)
    }
    for (const [series, count] of Object.entries(any.counters ?? {})) add(series, own ? count : 0)
  }
  return rates
}

/** `name_suffix{labels}` as Prometheus keeps it. */
export function seriesText(metric: MetricDefinition, suffix: string, labels: Readonly<Record<string, string>>): string {
  const text = Object.entries(labels).map(([name, value]) => `${name}=${JSON.stringify(value)}`)
  return `${toPrometheusName(metric, 'otlp')}${suffix}{${text.join(',')}}`
}

export function ofModel(model: string, environment = 'production'): Record<string, string> {
  return {
    service_name: 'chat',
    deployment_environment_name: environment,
    [toPrometheusLabel(ATTR_GEN_AI_REQUEST_MODEL)]: model,
  }
}

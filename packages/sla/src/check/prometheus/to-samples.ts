import { PrometheusError } from './prometheus-error.ts'

export type Labels = Readonly<Record<string, string>>

export interface Sample {
  readonly labels: Labels
  readonly value: number
}

export interface Series {
  readonly labels: Labels
  /** Seconds since 1970, and the value. */
  readonly points: readonly (readonly [time: number, value: number])[]
}

/** The vector of an instant answer. What is not a finite number says nothing, and is left out. */
export function toSamples(address: string, data: unknown): Sample[] {
  return readResult(address, data).flatMap(({ metric, value }) => {
    const number = toNumber(Array.isArray(value) ? value[1] : undefined)
    return number === undefined ? [] : [{ labels: toLabels(metric), value: number }]
  })
}

/** The matrix of a range answer. Points that are not finite numbers are gaps. */
export function toSeries(address: string, data: unknown): Series[] {
  return readResult(address, data).flatMap(({ metric, values }) => {
    const points = (Array.isArray(values) ? values : []).flatMap((pair: unknown) => {
      if (!Array.isArray(pair)) return []
      const [time, number] = [Number(pair[0]), toNumber(pair[1])]
      return number === undefined || !Number.isFinite(time) ? [] : [[time, number] as const]
    })
    return points.length === 0 ? [] : [{ labels: toLabels(metric), points }]
  })
}

interface RawSeries {
  readonly metric?: unknown
  readonly value?: unknown
  readonly values?: unknown
}

function readResult(address: string, data: unknown): readonly RawSeries[] {
  if (typeof data === 'object' && data !== null && 'result' in data && Array.isArray(data.result)) {
    return data.result.filter((item: unknown): item is RawSeries => typeof item === 'object' && item !== null)
  }
  throw new PrometheusError('not-prometheus', `${address} answers, but not as Prometheus does: its answer holds no result.`)
}

function toNumber(text: unknown): number | undefined {
  const value = typeof text === 'string' && text !== '' ? Number(text) : Number.NaN
  return Number.isFinite(value) ? value : undefined
}

function toLabels(metric: unknown): Labels {
  if (typeof metric !== 'object' || metric === null) return {}
  return Object.fromEntries(Object.entries(metric).flatMap(([name, value]) => (name === '__name__' ? [] : [[name, String(value)]])))
}

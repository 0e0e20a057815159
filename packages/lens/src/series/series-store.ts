import * as names from '@tokenscope/semconv'
import type { Attributes } from '../api/call-detail.ts'
import type { ReadPoint } from '../otlp/read-metric.ts'
import type { Source } from '../store/source.ts'
import { PointRing } from './point-ring.ts'

/** The metrics that are shown; all others are passed over. */
const SHOWN: ReadonlySet<string> = new Set(
  [
    names.HW_GPU_UTILIZATION,
    names.HW_GPU_MEMORY_USAGE,
    names.HW_GPU_MEMORY_LIMIT,
    names.HW_POWER,
    names.HW_TEMPERATURE,
    names.GPU_INFO,
    names.GPU_POWER_LIMIT,
    names.GPU_THROTTLE_ACTIVE,
    names.ACTIVE_REQUESTS,
    names.SYSTEM_MEMORY_UTILIZATION,
  ].map(({ name }) => name),
)

const MOST_SERIES = 4_096

/** One metric with one set of attributes, of one program. */
export interface Series {
  readonly metric: string
  readonly attributes: Attributes
  readonly service: string | null
  readonly points: PointRing
}

/** The newest points of the metrics that are shown; beyond {@link MOST_SERIES} series new ones are left out and counted. */
export class SeriesStore {
  readonly #series = new Map<string, Series>()
  readonly #byMetric = new Map<string, Series[]>()
  droppedPoints = 0

  static isShown(metric: string): boolean {
    return SHOWN.has(metric)
  }

  get size(): number {
    return this.#series.size
  }

  add(point: ReadPoint, source: Source): void {
    if (!Number.isFinite(point.value)) return
    const key = [
      point.metric,
      source.key,
      ...Object.keys(point.attributes)
        .toSorted()
        .map((name) => `${name}=${JSON.stringify(point.attributes[name])}`),
    ].join('\0')
    const series = this.#series.get(key) ?? this.#open(key, point, source)
    if (series) series.points.add(point.atMs, point.value)
    else this.droppedPoints++
  }

  of(metric: { readonly name: string }): readonly Series[] {
    return this.#byMetric.get(metric.name) ?? []
  }

  #open(key: string, { metric, attributes }: ReadPoint, source: Source): Series | undefined {
    if (this.#series.size >= MOST_SERIES) this.#sweep()
    if (this.#series.size >= MOST_SERIES) return undefined
    const series: Series = { metric, attributes, service: source.service, points: new PointRing() }
    this.#series.set(key, series)
    const others = this.#byMetric.get(metric)
    if (others) others.push(series)
    else this.#byMetric.set(metric, [series])
    return series
  }

  /** Forgets the quarter that has been silent longest. */
  #sweep(): void {
    const byAge = [...this.#series].toSorted(([, a], [, b]) => a.points.lastMs - b.points.lastMs)
    for (const [key] of byAge.slice(0, MOST_SERIES / 4)) this.#series.delete(key)
    this.#byMetric.clear()
    for (const series of this.#series.values()) {
      const others = this.#byMetric.get(series.metric)
      if (others) others.push(series)
      else this.#byMetric.set(series.metric, [series])
    }
  }
}

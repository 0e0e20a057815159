import * as names from '@tokenscope/semconv'
import type { GpuSeries } from '../api/gpu.ts'
import type { Series, SeriesStore } from '../series/series-store.ts'
import { bucketOf, type TimeAxis } from './time-axis.ts'

type Values = (number | null)[]

/** Reasons to lower the clocks that nobody needs to worry about. */
const HARMLESS: readonly unknown[] = ['idle', 'applications_clocks_setting', 'display_clock_setting'] satisfies names.GpuThrottleReason[]

/** SDKs send metrics once a minute by default; a little later it is still the newest that is known. */
const HOLDS_MS = 90_000

/**
 * Every GPU that reported in the time of the axis, by its name. A value holds until the next, for `holdsMs` at most: 0 where only what was
 * measured at the time itself counts.
 */
export function gpuSeries(store: SeriesStore, axis: TimeAxis, holdsMs: number = HOLDS_MS): GpuSeries[] {
  const reporting = [names.HW_GPU_UTILIZATION, names.HW_GPU_MEMORY_USAGE, names.HW_POWER, names.HW_TEMPERATURE].flatMap((metric) =>
    store.of(metric).filter(({ points }) => points.lastMs >= (axis.times[0] ?? 0) - holdsMs),
  )
  const ids = [...new Set(reporting.map(gpuOf))].filter((id) => id !== '')
  return ids.map((id) => oneGpu(id, store, axis, holdsMs)).toSorted((a, b) => a.name.localeCompare(b.name) || a.id.localeCompare(b.id))
}

function oneGpu(id: string, store: SeriesStore, axis: TimeAxis, holdsMs: number): GpuSeries {
  const own = (metric: names.MetricDefinition): readonly Series[] => store.of(metric).filter((series) => gpuOf(series) === id)
  const values = (metric: names.MetricDefinition, isMeant: (series: Series) => boolean = () => true): Values =>
    averages(own(metric).filter(isMeant), axis, holdsMs)
  const described = [...own(names.HW_GPU_UTILIZATION), ...own(names.HW_GPU_MEMORY_USAGE), ...own(names.HW_POWER), ...own(names.GPU_INFO)]
  const name = described.map(({ attributes }) => attributes[names.ATTR_HW_NAME]).find((value) => typeof value === 'string')
  return {
    id,
    name: typeof name === 'string' ? name : id,
    service: described.find(({ service }) => service !== null)?.service ?? null,
    times: axis.times,
    utilization: values(names.HW_GPU_UTILIZATION, ({ attributes }) => (attributes[names.ATTR_HW_GPU_TASK] ?? 'general') === 'general'),
    memoryUsedBytes: values(names.HW_GPU_MEMORY_USAGE),
    memoryTotalBytes: values(names.HW_GPU_MEMORY_LIMIT),
    powerWatts: values(names.HW_POWER),
    powerLimitWatts: values(names.GPU_POWER_LIMIT),
    temperatureCelsius: values(names.HW_TEMPERATURE, ({ attributes }) => attributes[names.ATTR_HW_SENSOR_LOCATION] !== 'memory'),
    throttle: Object.fromEntries(
      own(names.GPU_THROTTLE_ACTIVE).flatMap((series) => {
        const reason = series.attributes[names.ATTR_GPU_THROTTLE_REASON]
        return typeof reason !== 'string' || HARMLESS.includes(reason) ? [] : [[reason, averages([series], axis, holdsMs).map(asFlag)]]
      }),
    ),
  }
}

/** The GPU that a series is about; its sensors have an id with a path behind the GPU's. Empty for a power supply, a processor, a fan. */
function gpuOf({ attributes }: Series): string {
  if ((attributes[names.ATTR_HW_TYPE] ?? names.HW_TYPE_GPU) !== names.HW_TYPE_GPU) return ''
  const id = attributes[names.ATTR_HW_ID]
  return typeof id === 'string' ? (id.split('/')[0] ?? '') : ''
}

/**
 * The mean of each bucket; where a bucket has no point, the last value before, for `holdsMs` at most. Of several series (one GPU, read by several
 * programs) all points count alike.
 */
export function averages(series: readonly Series[], axis: TimeAxis, holdsMs: number): Values {
  const sums = new Float64Array(axis.times.length)
  const counts = new Uint32Array(axis.times.length)
  const newestMs = new Float64Array(axis.times.length)
  const startMs = axis.times[0] ?? 0
  let held: { readonly atMs: number; readonly value: number } | undefined
  for (const { points } of series) {
    for (const [atMs, value] of points.since(startMs - holdsMs)) {
      const bucket = bucketOf(axis, atMs)
      if (bucket >= 0) {
        sums[bucket]! += value
        counts[bucket]!++
        newestMs[bucket] = Math.max(newestMs[bucket]!, atMs)
      } else if (atMs < startMs && (held === undefined || atMs > held.atMs)) held = { atMs, value }
    }
  }
  return Array.from(sums, (sum, bucket) => {
    if (counts[bucket]! > 0) held = { atMs: newestMs[bucket]!, value: sum / counts[bucket]! }
    return held !== undefined && (axis.times[bucket] ?? 0) <= held.atMs + holdsMs ? held.value : null
  })
}

/** A reason that held for a part of the bucket held. */
function asFlag(value: number | null): number | null {
  if (value === null) return null
  return value > 0 ? 1 : 0
}

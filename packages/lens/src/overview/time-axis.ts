/** Buckets of equal length; each start is a multiple of it, so that a page that asks again sees the same bars grow. */
export interface TimeAxis {
  readonly fromMs: number
  readonly toMs: number
  readonly bucketSeconds: number
  /** Starts of the buckets. */
  readonly times: readonly number[]
}

const BUCKETS_SECONDS = [1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 14_400]
const MOST_BUCKETS = 90

/** The axis of the last `minutes`. */
export function timeAxis(minutes: number, nowMs: number): TimeAxis {
  const seconds = minutes * 60
  const bucketSeconds = BUCKETS_SECONDS.find((length) => seconds / length <= MOST_BUCKETS) ?? 86_400
  return axisBetween(nowMs - seconds * 1000, nowMs, bucketSeconds)
}

/** The axis from one time to another, in as many buckets as are of use on a page. */
export function axisOf(fromMs: number, toMs: number): TimeAxis {
  const seconds = (toMs - fromMs) / 1000
  return axisBetween(fromMs, toMs, BUCKETS_SECONDS.find((length) => seconds / length <= MOST_BUCKETS) ?? 86_400)
}

/** The bucket that a time falls in; outside of the axis -1. */
export function bucketOf(axis: TimeAxis, atMs: number): number {
  const index = Math.floor((atMs - (axis.times[0] ?? 0)) / (axis.bucketSeconds * 1000))
  return index >= 0 && index < axis.times.length ? index : -1
}

function axisBetween(fromMs: number, toMs: number, bucketSeconds: number): TimeAxis {
  const length = bucketSeconds * 1000
  const first = Math.floor(fromMs / length) * length
  const count = Math.floor(toMs / length) - first / length + 1
  return { fromMs, toMs, bucketSeconds, times: Array.from({ length: count }, (_, index) => first + index * length) }
}

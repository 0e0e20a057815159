import { readFileSync } from 'node:fs'
import {
  ALL_METRICS,
  CLIENT_INFERENCE_TIME_PER_OUTPUT_CHUNK,
  CLIENT_OPERATION_TIME_PER_OUTPUT_CHUNK,
  type MetricDefinition,
} from '@tokenscope/semconv'

/** Boundaries by the metric's OpenTelemetry name, rising. */
export type HistogramBuckets = Readonly<Record<string, readonly number[]>>

/** Their gaps are counted while a stream runs, into buckets that are part of the program. */
const FIXED: readonly MetricDefinition[] = [CLIENT_OPERATION_TIME_PER_OUTPUT_CHUNK, CLIENT_INFERENCE_TIME_PER_OUTPUT_CHUNK]
const CHANGEABLE: readonly string[] = ALL_METRICS.filter((metric) => metric.instrument === 'histogram' && !FIXED.includes(metric)).map(
  ({ name }) => name,
)
/** Each boundary is a series of every attribute set. */
const MOST_BOUNDARIES = 160

/**
 * The boundaries that take the place of the built-in ones: a table, or the path of a JSON file with one, as `tokenscope sla generate`
 * writes it. A bad entry is described in `problems` and left out. Never throws.
 */
export function readHistogramBuckets(
  given: HistogramBuckets | string | undefined,
  problems: string[],
): ReadonlyMap<string, readonly number[]> {
  if (given === undefined) return new Map()
  const table = typeof given === 'string' ? readTable(given, problems) : given
  const where = typeof given === 'string' ? `${given}: ` : 'option "histogramBuckets": '
  return new Map(
    Object.entries(table).filter(([name, boundaries]) => {
      const fault = CHANGEABLE.includes(name)
        ? findFault(boundaries)
        : `is no histogram with buckets to set; there are ${CHANGEABLE.join(', ')}`
      if (fault) problems.push(`${where}"${name}" ${fault}. The built-in buckets are used.`)
      return fault === undefined
    }),
  )
}

function readTable(path: string, problems: string[]): HistogramBuckets {
  let reason: string
  try {
    const table: unknown = JSON.parse(readFileSync(path, 'utf8'))
    if (typeof table === 'object' && table !== null && !Array.isArray(table)) return table as HistogramBuckets
    reason = 'it is no object'
  } catch (error) {
    reason = (error as NodeJS.ErrnoException).code ?? 'it is not JSON'
  }
  problems.push(`${path} with histogram buckets cannot be used (${reason}). tokenscope sla generate writes it as histogram-buckets.json.`)
  return {}
}

function findFault(boundaries: unknown): string | undefined {
  const rising = (value: unknown, i: number, all: unknown[]): boolean =>
    Number.isFinite(value) && (i === 0 || (value as number) > (all[i - 1] as number))
  if (!Array.isArray(boundaries) || boundaries.length === 0 || !boundaries.every(rising)) return 'is not a list of rising numbers'
  return boundaries.length > MOST_BOUNDARIES ? `has ${boundaries.length} boundaries; at most ${MOST_BOUNDARIES} are kept` : undefined
}

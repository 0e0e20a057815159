import type { CollectorFigures } from './collector-figures.ts'

const REQUEST_MS = 3_000
const SECOND_MS = 1000
const COUNTERS = ['spans', 'metric_points', 'log_records'].map((signal) => `otelcol_receiver_accepted_${signal}_total`)

/**
 * When the Collector last received anything, by the history that Prometheus has of its counters: to about two scrape intervals, over the
 * last 24 hours. Milliseconds since the epoch; undefined for never, and where Prometheus cannot be asked.
 */
export async function lastReceivedMs(prometheusUrl: string, collector: CollectorFigures | undefined): Promise<number | undefined> {
  const scraped = await query(prometheusUrl, `sum(${COUNTERS.map((name) => `(sum(${name}) or vector(0))`).join(' + ')})`)
  // More than Prometheus has seen: it came after the last scrape.
  if (collector !== undefined && scraped !== undefined && collector.accepted > scraped) return Date.now()
  const times = await Promise.all(COUNTERS.flatMap(timesOf).map(async (expression) => await query(prometheusUrl, expression)))
  const latest = Math.max(0, ...times.filter((time) => time !== undefined))
  return latest > 0 ? latest * SECOND_MS : undefined
}

/** When a counter last changed, and when it first appeared: a first value is no change. */
function timesOf(counter: string): string[] {
  return [
    `max(max_over_time((timestamp(${counter}) * (changes(${counter}[35s]) > bool 0))[24h:15s]))`,
    `max(min_over_time(timestamp(${counter})[24h:15s]))`,
  ]
}

async function query(url: string, expression: string): Promise<number | undefined> {
  try {
    const response = await fetch(`${url}/api/v1/query?${new URLSearchParams({ query: expression })}`, {
      signal: AbortSignal.timeout(REQUEST_MS),
    })
    const { data } = (await response.json()) as { data?: { result?: readonly { value: readonly [number, string] }[] } }
    const value = Number(data?.result?.[0]?.value[1])
    return Number.isFinite(value) ? value : undefined
  } catch {
    return undefined
  }
}

import type { RuleTimes } from '../burn-rate/windows.ts'
import { LABEL_MODEL } from '../promql/labels.ts'
import type { Measure } from './measures/measure.ts'
import type { PrometheusClient, RangeTimes } from './prometheus/prometheus-client.ts'
import type { Labels, Sample, Series } from './prometheus/to-samples.ts'

/** Everything that Prometheus says of one objective, for every group of its scope's labels. */
export interface Gathered {
  readonly measure: Measure
  readonly events: readonly Series[]
  readonly bad: readonly Series[]
  readonly values: readonly Series[]
  /** Over the whole window. */
  readonly value: readonly Sample[]
  readonly burnEvents: readonly Sample[]
  readonly burnBad: readonly Sample[]
  readonly missingBuckets: readonly Sample[]
}

export interface GatherTimes extends RangeTimes {
  readonly windowSeconds: number
  readonly burnSeconds: number
}

/** When to ask, for a window that ends now: hours, or a twenty-fourth of less than a day in whole slices. */
export function gatherTimes(now: number, windowSeconds: number, { rateSeconds, burnRates }: RuleTimes): GatherTimes {
  const part = Math.ceil(windowSeconds / 24 / rateSeconds) * rateSeconds
  const step = Math.min(3600, Math.max(rateSeconds, part))
  const steps = Math.max(1, Math.floor(windowSeconds / step))
  const burnSeconds = burnRates[0]?.longSeconds ?? 3600
  return { start: now - (steps - 1) * step, end: now, step, windowSeconds, burnSeconds }
}

export async function gather(client: PrometheusClient, measure: Measure, times: GatherTimes): Promise<Gathered> {
  const { counts, value, missingBuckets } = measure
  const { step, windowSeconds, burnSeconds, end } = times
  const range = async (expression: ((seconds: number) => string) | undefined): Promise<Series[]> =>
    expression === undefined ? [] : await client.range(expression(step), times)
  const at = async (expression: string | undefined): Promise<Sample[]> =>
    expression === undefined ? [] : await client.query(expression, end)
  const [events, bad, values, valueNow, burnEvents, burnBad, missing] = await Promise.all([
    range(counts?.events),
    range(counts?.bad),
    range(value),
    at(value?.(windowSeconds)),
    at(counts?.events(burnSeconds)),
    at(counts?.bad(burnSeconds)),
    at(missingBuckets),
  ])
  const isNone = counts?.absentIsNone === true
  return {
    measure,
    events,
    bad: isNone ? events.map((series) => withZeros(series, ofGroup(bad, series.labels))) : bad,
    values,
    value: valueNow,
    burnEvents,
    burnBad: isNone ? burnEvents.map(({ labels }) => ({ labels, value: ofGroup(burnBad, labels)?.value ?? 0 })) : burnBad,
    missingBuckets: missing,
  }
}

/** What one of several models that were asked for together has of the answers. */
export function ofModel(gathered: Gathered, model: string): Gathered {
  const own = <Item extends { readonly labels: Labels }>(items: readonly Item[]): Item[] =>
    items.filter(({ labels }) => labels[LABEL_MODEL] === model)
  const { measure, events, bad, values, value, burnEvents, burnBad, missingBuckets } = gathered
  return {
    measure,
    events: own(events),
    bad: own(bad),
    values: own(values),
    value: own(value),
    burnEvents: own(burnEvents),
    burnBad: own(burnBad),
    missingBuckets: own(missingBuckets),
  }
}

function withZeros({ labels, points }: Series, bad: Series | undefined): Series {
  const counts = new Map(bad?.points)
  return { labels, points: points.map(([time]) => [time, counts.get(time) ?? 0]) }
}

/** The groups of labels that anything of a scope has data of, in a stable order. */
export function groupsOf(gathered: readonly Gathered[]): Labels[] {
  const groups = new Map<string, Labels>()
  for (const { events, values } of gathered) for (const { labels } of [...events, ...values]) groups.set(keyOf(labels), labels)
  return [...groups].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, labels]) => labels)
}

export function keyOf(labels: Labels): string {
  return JSON.stringify(Object.entries(labels).sort(([a], [b]) => (a < b ? -1 : 1)))
}

export function ofGroup<Item extends { readonly labels: Labels }>(items: readonly Item[], labels: Labels): Item | undefined {
  const key = keyOf(labels)
  return items.find((item) => keyOf(item.labels) === key)
}

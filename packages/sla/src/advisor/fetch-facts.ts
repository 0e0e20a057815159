import { ATTR_SERVER_ADDRESS, ATTR_SERVER_PORT, toPrometheusLabel } from '@tokenscope/semconv'
import { plainText } from '../check/plain-text.ts'
import type { PrometheusClient } from '../check/prometheus/prometheus-client.ts'
import type { Sample } from '../check/prometheus/to-samples.ts'
import { countedCalls, failedCalls, scopeMatchers, successQuery } from '../objectives/call-events.ts'
import { type HistogramQuery, histogramCount, histogramSum } from '../promql/histogram.ts'
import { LABEL_ERROR_TYPE } from '../promql/labels.ts'
import { prometheusDuration } from '../promql/prometheus-duration.ts'
import type { SlaScope, SlaTargets } from '../targets/sla-targets.ts'
import { FACT_QUERIES, type FactName } from './fact-queries.ts'
import type { BreachKind, Fact, Facts, PartFact } from './facts.ts'

/** What "now" is. */
export const NOW_SECONDS = 900
/** What "usually" is made of: the same windows of the day before. */
const DAY_SECONDS = 86_400
const LABEL_VERSION = toPrometheusLabel('service.version')
const SERVER: readonly string[] = [toPrometheusLabel(ATTR_SERVER_ADDRESS), toPrometheusLabel(ATTR_SERVER_PORT)]
/** Below this share of the calls a part says nothing. */
const LEAST_SHARE = 0.02

/** The numbers of one group of calls, all asked at the same time. */
export async function fetchFacts(
  client: PrometheusClient,
  scope: SlaScope,
  breached: ReadonlySet<BreachKind>,
  { resources }: SlaTargets,
  at: number,
): Promise<Facts> {
  const names = Object.keys(FACT_QUERIES) as FactName[]
  const facts = await Promise.all(
    names.map(async (name) => [name, await compare(client, FACT_QUERIES[name](scope, NOW_SECONDS), at)] as const),
  )
  const query = (by: readonly string[]): HistogramQuery => ({ ...successQuery(scope, NOW_SECONDS), by })
  const [servers, versions, failures] = await Promise.all([
    durations(client, query(SERVER), at),
    durations(client, query([LABEL_VERSION]), at),
    failuresByType(client, scope, at),
  ])
  return {
    breached,
    numbers: Object.fromEntries(facts) as Record<FactName, Fact>,
    servers,
    versions: versions.filter(({ name }) => name !== ''),
    failures,
    limits: { gpuMemory: resources.gpuMemory, systemMemory: resources.systemMemory },
  }
}

function usually(expression: string): string {
  const [day, step] = [prometheusDuration(DAY_SECONDS), prometheusDuration(NOW_SECONDS)]
  return `quantile_over_time(0.5, (\n${expression}\n)[${day}:${step}] offset ${step})`
}

async function compare(client: PrometheusClient, expression: string, at: number): Promise<Fact> {
  const [now, normal] = await Promise.all([client.query(expression, at), client.query(usually(expression), at)])
  return { now: now[0]?.value, normal: normal[0]?.value }
}

async function durations(client: PrometheusClient, query: HistogramQuery, at: number): Promise<(PartFact & { share: number })[]> {
  const count = `(\n${histogramCount(query)}\n) > 0`
  const mean = `(\n${histogramSum(query)}\n)\n/\n(${count})`
  const [counts, now, normal] = await Promise.all([client.query(count, at), client.query(mean, at), client.query(usually(mean), at)])
  const all = counts.reduce((sum, { value }) => sum + value, 0)
  const parts = counts.map((sample) => ({ ...part(sample, now, normal), share: sample.value / all }))
  return parts.filter(({ share }) => share >= LEAST_SHARE)
}

async function failuresByType(client: PrometheusClient, scope: SlaScope, at: number): Promise<PartFact[]> {
  const selection = { matchers: scopeMatchers(scope), windowSeconds: NOW_SECONDS }
  const failed = failedCalls({ ...selection, by: [LABEL_ERROR_TYPE] })
  const ratio = `(\n${failed}\n) / scalar(sum(${countedCalls({ ...selection, by: [LABEL_ERROR_TYPE] })}))`
  const [now, normal] = await Promise.all([client.query(ratio, at), client.query(usually(ratio), at)])
  return now.filter(({ value }) => value > 0).map((sample) => part(sample, now, normal))
}

function part(sample: Sample, now: readonly Sample[], normal: readonly Sample[]): PartFact {
  const name = nameOf(sample)
  const find = (samples: readonly Sample[]): number | undefined => samples.find((other) => nameOf(other) === name)?.value
  return { name: plainText(name), now: find(now), normal: find(normal) }
}

/** `10.0.0.5:8000`, `1.4.2`, `429`. */
function nameOf({ labels }: Sample): string {
  const [host, port] = SERVER.map((label) => labels[label])
  if (host !== undefined) return port === undefined ? host : `${host}:${port}`
  return labels[LABEL_VERSION] ?? labels[LABEL_ERROR_TYPE] ?? ''
}

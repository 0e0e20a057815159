import type { PrometheusClient } from '@tokenscope/sla'
import type { TokenCounts } from './price.ts'
import { answeredQuery, LABELS, type UsageKind, usageQueries } from './usage-queries.ts'

/** What the calls of one service to one model used in a time. */
export interface Usage extends TokenCounts {
  readonly service: string
  /** The model that answered, else the one that was asked for. */
  readonly model: string
  /** Requests whose answer had its tokens counted. */
  readonly requests: number
}

/** Seconds since 1970. */
export interface Period {
  readonly from: number
  readonly to: number
}

type Counts = Record<UsageKind, number>

/** Asks Prometheus for the tokens of a period. Counters that were there less long are counted as far as they reach. */
export async function readUsage(client: PrometheusClient, { from, to }: Period): Promise<Usage[]> {
  const groups = new Map<string, Counts & { service: string; model: string }>()
  const answers = await Promise.all(
    usageQueries(Math.round(to - from)).map(async ({ kind, expression }) => ({ kind, samples: await client.query(expression, to) })),
  )
  for (const { kind, samples } of answers) {
    for (const { labels, value } of samples) {
      const service = labels[LABELS.service] || labels[LABELS.job] || 'unknown'
      const model = labels[LABELS.responseModel] || labels[LABELS.requestModel] || 'unknown'
      const key = JSON.stringify([service, model])
      const group = groups.get(key) ?? { service, model, requests: 0, input: 0, cachedInput: 0, output: 0, reasoning: 0 }
      group[kind] += value
      groups.set(key, group)
    }
  }
  return [...groups.values()].filter(({ requests, input, output }) => requests + input + output > 0)
}

/** How many requests were answered, tokens counted or not; undefined where that is not known. */
export async function readAnswered(client: PrometheusClient, { from, to }: Period): Promise<number | undefined> {
  return (await client.query(answeredQuery(Math.round(to - from)), to))[0]?.value
}

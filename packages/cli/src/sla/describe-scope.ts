import type { QuantileTarget, SlaScope } from '@tokenscope/sla'
import { formatDuration } from '../terminal/format-duration.ts'

/** A scope in one line: `qwen3: p95 3 s, p99 5 s, available 99.5%, errors 0.1%`. */
export function describeScope({ id, objectives }: SlaScope): string {
  const { responseTimes, availability, errorRate, timeToFirstToken = [], outputTokensPerSecond, queueSeconds, costPerDay } = objectives
  const parts = [
    ...responseTimes.map((target) => quantile(target, '')),
    ...timeToFirstToken.map((target) => quantile(target, 'first token ')),
    availability === undefined ? '' : `available ${percent(availability)}`,
    errorRate === undefined ? '' : `errors ${percent(errorRate)}`,
    outputTokensPerSecond === undefined ? '' : `${outputTokensPerSecond} tokens/s`,
    queueSeconds === undefined ? '' : `queue ${formatDuration(queueSeconds * 1000)}`,
    costPerDay === undefined ? '' : `cost ${costPerDay} a day`,
  ].filter((part) => part !== '')
  return `${id}: ${parts.length === 0 ? 'nothing is promised' : parts.join(', ')}`
}

function quantile({ quantile: share, seconds }: QuantileTarget, what: string): string {
  return `${what}p${Math.round(share * 100)} ${formatDuration(seconds * 1000)}`
}

function percent(ratio: number): string {
  return `${Number((ratio * 100).toFixed(4))}%`
}

import type { MetricDefinition } from '@tokenscope/semconv'

type Attributes = Readonly<Record<string, string>>

/** Sends one native (exponential) histogram of each metric, as an SDK does that was told to make such. @throws unless it is taken. */
export async function postNativeHistograms(otlpHttp: string, metrics: readonly MetricDefinition[]): Promise<void> {
  const point = { ...observations({}), scale: 0, zeroCount: '0', positive: { offset: 0, bucketCounts: ['1', '1'] } }
  const exponentialHistogram = { aggregationTemporality: 2, dataPoints: [point] }
  await post(
    otlpHttp,
    metrics.map(({ name, unit }) => ({ name, unit, exponentialHistogram })),
  )
}

/** Sends one histogram whose only boundary is 1, as an SDK does that was told other buckets. @throws unless it is taken. */
export async function postCoarseHistogram(otlpHttp: string, { name, unit }: MetricDefinition, attributes: Attributes): Promise<void> {
  const point = { ...observations(attributes), explicitBounds: [1], bucketCounts: ['1', '1'] }
  await post(otlpHttp, [{ name, unit, histogram: { aggregationTemporality: 2, dataPoints: [point] } }])
}

function observations(attributes: Attributes): object {
  const now = BigInt(Date.now()) * 1_000_000n
  return {
    startTimeUnixNano: `${now - 1_000_000_000n}`,
    timeUnixNano: `${now}`,
    count: '2',
    sum: 3,
    attributes: toKeyValues(attributes),
  }
}

async function post(otlpHttp: string, metrics: readonly object[]): Promise<void> {
  const resource = { attributes: toKeyValues({ 'service.name': 'another-sdk' }) }
  const response = await fetch(`${otlpHttp}/v1/metrics`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ resourceMetrics: [{ resource, scopeMetrics: [{ scope: { name: 'another-sdk' }, metrics }] }] }),
  })
  if (!response.ok) throw new Error(`the Collector answered ${response.status}: ${await response.text()}`)
}

function toKeyValues(attributes: Attributes): object[] {
  return Object.entries(attributes).map(([key, stringValue]) => ({ key, value: { stringValue } }))
}

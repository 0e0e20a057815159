import {
  ATTR_GEN_AI_OPERATION_NAME,
  ATTR_GEN_AI_REQUEST_MODEL,
  ATTR_OUTCOME,
  CLIENT_OPERATION_DURATION,
  REQUESTS,
} from '@tokenscope/semconv'
import { missingBinaries } from '@tokenscope/stack'
import { waitFor } from '@tokenscope/testing'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { check, parseTargets } from '../../src/index.ts'
import { type BackFilled, startBackFilled } from './back-filled-prometheus.ts'

const missing = await missingBinaries(['prometheus', 'promtool'])
const TARGETS = parseTargets('model: native\np95_response_time: 3s\np99_response_time: 5s')

describe.skipIf(missing)(missing ?? 'check, of native histograms that came by OTLP', () => {
  let prometheus: BackFilled

  beforeAll(async () => {
    prometheus = await startBackFilled([])
    for (let minute = 60; minute >= 0; minute -= 2) await push(prometheus.url, prometheus.now, minute)
  }, 60_000)
  afterAll(async () => await prometheus?.shutdown())

  it('needs no bucket at the threshold', async () => {
    const options = { prometheusUrl: prometheus.url, now: prometheus.now, windowSeconds: 3600 }
    const report = await waitFor(async () => {
      const answer = await check(TARGETS, options)
      return answer.objectives.length === 4 && answer.objectives[0]?.events ? answer : undefined
    })
    const [p95, p99] = report.objectives
    expect(report.objectives.map(({ slo, verdict, reason }) => [slo, verdict, reason])).toEqual([
      ['response-time-p95', 'breached', null],
      ['response-time-p99', 'breached', null],
      ['error-rate', 'unknown', { code: 'too-little-traffic', message: expect.any(String), remedy: expect.any(String) }],
      ['availability', 'met', null],
    ])
    expect([p95?.events, p95?.badEvents]).toEqual([600, 60])
    // A tenth of the calls lies between 4 and 8 s: p95 is in their middle, by the exponential scale.
    expect(p95?.measured).toBeCloseTo(Math.sqrt(32), 3)
    expect(p99?.badEvents).toBeCloseTo(60 * (1 - Math.log2(5 / 4)), 1)
  })
})

/** Ten calls a minute: nine of 1 to 2 s, one of 4 to 8 s. */
async function push(url: string, end: number, minutesAgo: number): Promise<void> {
  const count = (60 - minutesAgo) * 10
  const nanos = (seconds: number): string => `${seconds}000000000`
  const at = { timeUnixNano: nanos(end - minutesAgo * 60), startTimeUnixNano: nanos(end - 3600) }
  const attributes = [attribute(ATTR_GEN_AI_OPERATION_NAME, 'chat'), attribute(ATTR_GEN_AI_REQUEST_MODEL, 'native')]
  const slow = count / 10
  const positive = { offset: 0, bucketCounts: [String(count - slow), '0', String(slow)] }
  const metrics = [
    {
      name: CLIENT_OPERATION_DURATION.name,
      unit: CLIENT_OPERATION_DURATION.unit,
      exponentialHistogram: {
        aggregationTemporality: 2,
        dataPoints: [{ ...at, attributes, count: String(count), sum: count * 2, scale: 0, zeroCount: '0', positive }],
      },
    },
    {
      name: REQUESTS.name,
      unit: REQUESTS.unit,
      sum: {
        aggregationTemporality: 2,
        isMonotonic: true,
        dataPoints: [{ ...at, attributes: [...attributes, attribute(ATTR_OUTCOME, 'completed')], asInt: String(count) }],
      },
    },
  ]
  const body = JSON.stringify({
    resourceMetrics: [{ resource: { attributes: [attribute('service.name', 'chat')] }, scopeMetrics: [{ metrics }] }],
  })
  const response = await fetch(`${url}/api/v1/otlp/v1/metrics`, { method: 'POST', headers: { 'content-type': 'application/json' }, body })
  if (!response.ok) throw new Error(`Prometheus answers ${response.status}: ${await response.text()}`)
}

function attribute(key: string, stringValue: string): object {
  return { key, value: { stringValue } }
}

import { parseTargets } from '@tokenscope/sla'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type CallPage, type FilterChoices, type GpuOverview, type Lens, type Overview, startLens } from '../src/index.ts'
import { BASE_MS, callSketch, gaugesJson, getJson, hex, post, type SpanSketch, tracesJson } from './json-requests.ts'

const SLA = `
scopes:
  - id: all
    p95_response_time: 1280ms
    p95_time_to_first_token: 640ms
    error_rate: 1%
  - id: big
    model: big
    p95_response_time: 2560ms
`

let lens: Lens
const nowMs = Date.now()

/** Ended so many seconds ago, after so many seconds. */
function call(index: number, secondsAgo: number, seconds: number, more: SpanSketch = {}): SpanSketch {
  return callSketch({
    traceId: hex(index, 32),
    spanId: hex(index, 16),
    at: nowMs - secondsAgo * 1000 - seconds * 1000 - BASE_MS,
    ms: seconds * 1000,
    ...more,
  })
}

beforeAll(async () => {
  lens = await startLens({ port: 0, otlpPort: false, sla: { name: 'sla.yaml', targets: parseTargets(SLA) } })
  await post(
    `${lens.url}/v1/traces`,
    tracesJson([
      call(1, 200, 0.5, {
        attributes: { 'tokenscope.time_to_first_token': 0.2, 'gen_ai.usage.output_tokens': 40, 'tokenscope.output_token_rate': 130 },
      }),
      call(2, 190, 0.9, { attributes: { 'tokenscope.time_to_first_token': 0.7 } }),
      call(3, 60, 2, { attributes: { 'tokenscope.sla.verdict': 'met' } }),
      call(4, 50, 0.1, { failed: true, attributes: { 'error.type': 'rate_limit_exceeded', 'tokenscope.outcome': 'error' } }),
      call(5, 40, 0.1, { failed: true, attributes: { 'error.type': '400', 'http.response.status_code': 400 } }),
      call(6, 30, 0.1, { attributes: { 'tokenscope.outcome': 'cancelled' } }),
      call(7, 20, 2, { attributes: { 'gen_ai.request.model': 'big' } }),
      call(8, 3_600, 9),
    ]),
  )
})
afterAll(() => lens.shutdown())

describe('the SLA', () => {
  it('judges each call by the rules of the Collector, whatever verdict a span brings', async () => {
    const { calls } = await getJson<CallPage>(`${lens.url}/api/calls`)
    const verdicts = Object.fromEntries(calls.map(({ spanId, verdict, violation }) => [Number.parseInt(spanId, 16), [verdict, violation]]))
    expect(verdicts).toEqual({
      1: ['met', null],
      2: ['breached', 'time_to_first_token'],
      3: ['breached', 'response_time_p95'],
      4: ['breached', 'error_rate'],
      5: [null, null],
      6: [null, null],
      7: ['breached', 'response_time_p95'],
      8: ['breached', 'response_time_p99'],
    })
    expect((await getJson<CallPage>(`${lens.url}/api/calls?verdict=met`)).total).toBe(1)
    expect((await getJson<FilterChoices>(`${lens.url}/api/filters`)).slowSeconds).toBe(1.28)
  })

  it('has a tile for each target of each scope, over the calls of these minutes', async () => {
    const { tiles } = await getJson<Overview>(`${lens.url}/api/overview?minutes=15`)
    expect(tiles.map(({ scope, target, limit, state, count }) => ({ scope, target, limit, state, count }))).toEqual([
      { scope: 'all', target: 'response_time_p95', limit: 1.28, state: 'breached', count: 4 },
      { scope: 'all', target: 'response_time_p99', limit: 5, state: 'met', count: 4 },
      { scope: 'all', target: 'time_to_first_token_p95', limit: 0.64, state: 'breached', count: 2 },
      { scope: 'all', target: 'error_rate', limit: 0.01, state: 'breached', count: 5 },
      { scope: 'all', target: 'availability', limit: 0.995, state: 'breached', count: 5 },
      { scope: 'big', target: 'response_time_p95', limit: 2.56, state: 'met', count: 1 },
      { scope: 'big', target: 'response_time_p99', limit: 5, state: 'met', count: 1 },
      { scope: 'big', target: 'error_rate', limit: 0.001, state: 'met', count: 1 },
      { scope: 'big', target: 'availability', limit: 0.995, state: 'met', count: 1 },
    ])
  })
})

describe('the overview', () => {
  it('has the figures of the calls that ended in these minutes', async () => {
    const { totals, errors, models, series, times, bucketSeconds } = await getJson<Overview>(`${lens.url}/api/overview?minutes=15`)
    expect(totals).toMatchObject({
      calls: 7,
      succeeded: 4,
      failed: 2,
      successRate: 4 / 6,
      outputTokens: 40,
      meanTokensPerSecond: 130,
      inFlight: null,
    })
    expect(errors).toEqual([
      { errorType: '400', count: 1 },
      { errorType: 'rate_limit_exceeded', count: 1 },
    ])
    expect(models.map(({ model, calls, failed }) => [model, calls, failed])).toEqual([
      ['demo', 6, 2],
      ['big', 1, 0],
    ])
    expect(bucketSeconds).toBe(10)
    expect(times.every((time) => time % 10_000 === 0)).toBe(true)
    for (const values of [series.calls, series.durationP95, series.firstTokenP50, series.tokensPerSecond, series.inFlight]) {
      expect(values).toHaveLength(times.length)
    }
    expect(series.calls.reduce((sum, count) => sum + count, 0)).toBe(7)
    expect(Math.max(...series.inFlight.map(Number))).toBe(1)
    expect(Object.keys(series.outcomes).toSorted()).toEqual(['cancelled', 'completed', 'error'])
  })

  it('is asked for one model, and refuses minutes that are none', async () => {
    expect((await getJson<Overview>(`${lens.url}/api/overview?minutes=15&model=big`)).totals.calls).toBe(1)
    const response = await fetch(`${lens.url}/api/overview?minutes=x`)
    expect([response.status, await response.json()]).toEqual([400, { error: 'minutes: a number up to 10080 is expected, not x' }])
  })
})

describe('GPUs', () => {
  it('are on the time axis of the calls, each with its own sensors, what is not reported absent', async () => {
    const point = (
      name: string,
      value: number,
      attributes: Record<string, string>,
      secondsAgo = 20,
    ): Parameters<typeof gaugesJson>[0][number] => ({
      name,
      value,
      atMs: nowMs - secondsAgo * 1000,
      attributes,
    })
    const gpu = { 'hw.id': 'GPU-1', 'hw.name': 'H100 0' }
    await post(
      `${lens.url}/v1/metrics`,
      gaugesJson([
        point('hw.gpu.utilization', 0.5, { ...gpu, 'hw.gpu.task': 'general' }),
        point('hw.gpu.utilization', 0.9, { ...gpu, 'hw.gpu.task': 'encoder' }),
        point('hw.gpu.memory.usage', 70e9, gpu),
        point('hw.gpu.memory.limit', 80e9, gpu),
        point('hw.power', 410, gpu),
        point('hw.temperature', 66, { 'hw.id': 'GPU-1/temp/gpu', 'hw.parent': 'GPU-1', 'hw.sensor_location': 'gpu' }),
        point('tokenscope.gpu.throttle.active', 1, { ...gpu, 'tokenscope.gpu.throttle.reason': 'hw_thermal_slowdown' }),
        point('tokenscope.gpu.throttle.active', 1, { ...gpu, 'tokenscope.gpu.throttle.reason': 'idle' }),
        point('tokenscope.client.active_requests', 3, {}, 1),
        point('some.other.metric', 3, {}),
      ]),
    )
    const { gpus, times } = await getJson<GpuOverview>(`${lens.url}/api/gpu?minutes=15`)
    expect(times).toEqual((await getJson<Overview>(`${lens.url}/api/overview?minutes=15`)).times)
    expect(gpus.map(({ id, name, service }) => ({ id, name, service }))).toEqual([{ id: 'GPU-1', name: 'H100 0', service: 'shop' }])
    const { utilization, memoryUsedBytes, memoryTotalBytes, powerWatts, powerLimitWatts, temperatureCelsius, throttle } = gpus[0]!
    const values = [utilization, memoryUsedBytes, memoryTotalBytes, powerWatts, powerLimitWatts, temperatureCelsius].map((series) => [
      ...new Set(series.filter((value) => value !== null)),
    ])
    expect(values).toEqual([[0.5], [70e9], [80e9], [410], [], [66]])
    expect(Object.keys(throttle)).toEqual(['hw_thermal_slowdown'])
    const { gpu: window } = await getJson<{ gpu: GpuOverview | null }>(`${lens.url}/api/calls/${hex(7, 32)}/${hex(7, 16)}`)
    expect(window?.gpus[0]?.powerWatts.filter((value) => value !== null)).toEqual([410])
    const { tiles, totals } = await getJson<Overview>(`${lens.url}/api/overview?minutes=15`)
    expect(totals.inFlight).toBe(3)
    expect(tiles.slice(-2)).toMatchObject([
      { scope: 'resources', target: 'gpu_memory', value: 0.875, state: 'met' },
      { scope: 'resources', target: 'gpu_utilization', value: 0.5, state: 'met' },
    ])
  })

  it('hold a value until the next one, since metrics come once a minute, and for 90 seconds at most', async () => {
    const powers = [600, 540, 480, 120].map((secondsAgo, index) => ({
      name: 'hw.power',
      value: (index + 1) * 100,
      atMs: nowMs - secondsAgo * 1000,
      attributes: { 'hw.id': 'GPU-2' },
    }))
    await post(`${lens.url}/v1/metrics`, gaugesJson(powers))
    const { gpus } = await getJson<GpuOverview>(`${lens.url}/api/gpu?minutes=15`)
    const watts = gpus.find(({ id }) => id === 'GPU-2')?.powerWatts ?? []
    const changes = watts.filter((value, index) => value !== watts[index - 1])
    expect(changes).toEqual([null, 100, 200, 300, null, 400, null])
    expect(watts.filter((value) => value === 100)).toHaveLength(6)
    expect(watts.filter((value) => value === 300).length).toBeLessThanOrEqual(10)
  })
})

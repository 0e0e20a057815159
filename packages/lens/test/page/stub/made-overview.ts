import type { CallSummary, GpuOverview, Overview, SlaTile } from '../../../src/api/index.ts'

const BUCKETS = 60

function quantile(values: readonly number[], share: number): number | null {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? null
}

const known = (values: readonly (number | null)[]): number[] => values.filter((value) => value !== null)
const mean = (values: readonly number[]): number | null =>
  values.length === 0 ? null : values.reduce((sum, value) => sum + value, 0) / values.length

/** The overview of made calls. */
export function madeOverview(all: readonly CallSummary[], minutes: number, now: number): Overview {
  const fromMs = now - minutes * 60_000
  const bucketSeconds = (minutes * 60) / BUCKETS
  const times = Array.from({ length: BUCKETS }, (_, index) => fromMs + index * bucketSeconds * 1000)
  const calls = all.filter(({ startMs }) => startMs >= fromMs)
  const inBucket = times.map((start) =>
    calls.filter(({ startMs, durationSeconds }) => {
      const end = startMs + durationSeconds * 1000
      return end >= start && end < start + bucketSeconds * 1000
    }),
  )
  const each = (value: (calls: readonly CallSummary[]) => number | null): (number | null)[] => inBucket.map(value)
  const duration = (list: readonly CallSummary[]): number[] => list.map(({ durationSeconds }) => durationSeconds)
  const first = (list: readonly CallSummary[]): number[] => known(list.map(({ timeToFirstToken }) => timeToFirstToken))
  const failed = calls.filter(({ outcome }) => outcome !== 'completed')
  const errors = Map.groupBy(failed, ({ errorType, outcome }) => errorType ?? outcome)
  const models = Map.groupBy(calls, ({ model }) => model ?? '')
  return {
    fromMs,
    toMs: now,
    bucketSeconds,
    times,
    tiles: madeTiles(calls),
    totals: {
      calls: calls.length,
      succeeded: calls.length - failed.length,
      failed: failed.length,
      successRate: calls.length === 0 ? null : 1 - failed.length / calls.length,
      meanDuration: mean(duration(calls)),
      p95Duration: quantile(duration(calls), 0.95),
      meanTimeToFirstToken: mean(first(calls)),
      p95TimeToFirstToken: quantile(first(calls), 0.95),
      meanTokensPerSecond: mean(known(calls.map(({ tokensPerSecond }) => tokensPerSecond))),
      inputTokens: known(calls.map(({ inputTokens }) => inputTokens)).reduce((a, b) => a + b, 0),
      outputTokens: known(calls.map(({ outputTokens }) => outputTokens)).reduce((a, b) => a + b, 0),
      inFlight: 7,
      cost: 1.27,
      currency: 'USD',
    },
    series: {
      calls: inBucket.map(({ length }) => length),
      durationP50: each((list) => quantile(duration(list), 0.5)),
      durationP95: each((list) => quantile(duration(list), 0.95)),
      durationP99: each((list) => quantile(duration(list), 0.99)),
      firstTokenP50: each((list) => quantile(first(list), 0.5)),
      firstTokenP95: each((list) => quantile(first(list), 0.95)),
      tokensPerSecond: each((list) => known(list.map(({ outputTokens }) => outputTokens)).reduce((a, b) => a + b, 0) / bucketSeconds),
      inFlight: each((list) => (list.length === 0 ? 0 : 2 + (list.length % 9))),
      outcomes: {
        completed: inBucket.map((list) => list.filter(({ outcome }) => outcome === 'completed').length),
        error: inBucket.map((list) => list.filter(({ outcome }) => outcome !== 'completed').length),
      },
    },
    errors: [...errors].map(([errorType, list]) => ({ errorType, count: list.length })).sort((a, b) => b.count - a.count),
    models: [...models].map(([model, list]) => ({
      model,
      provider: list[0]!.provider,
      calls: list.length,
      failed: list.filter(({ outcome }) => outcome !== 'completed').length,
      p50Duration: quantile(duration(list), 0.5),
      p95Duration: quantile(duration(list), 0.95),
      p95TimeToFirstToken: quantile(first(list), 0.95),
      meanTokensPerSecond: mean(known(list.map(({ tokensPerSecond }) => tokensPerSecond))),
      inputTokens: known(list.map(({ inputTokens }) => inputTokens)).reduce((a, b) => a + b, 0),
      outputTokens: known(list.map(({ outputTokens }) => outputTokens)).reduce((a, b) => a + b, 0),
      cost: list[0]!.provider === 'openai' ? 1.27 : null,
    })),
  }
}

function madeTiles(calls: readonly CallSummary[]): SlaTile[] {
  const count = calls.length
  const of = (target: string, title: string, more: Pick<SlaTile, 'unit' | 'limit' | 'bound' | 'value' | 'state'>): SlaTile => ({
    scope: 'assistant',
    target,
    title,
    count,
    ...more,
  })
  return [
    of('response_time_p95', 'p95 response time', { unit: 's', limit: 8, bound: 'at-most', value: 6.41, state: 'met' }),
    of('time_to_first_token_p95', 'p95 time to first token', { unit: 's', limit: 1.2, bound: 'at-most', value: 1.62, state: 'breached' }),
    of('availability', 'availability', { unit: 'ratio', limit: 0.995, bound: 'at-least', value: 0.9964, state: 'met' }),
    of('error_rate', 'error rate', { unit: 'ratio', limit: 0.01, bound: 'at-most', value: 0.0036, state: 'met' }),
    of('output_tokens_per_second', 'output tokens per second', {
      unit: 'tokens/s',
      limit: 30,
      bound: 'at-least',
      value: 71.3,
      state: 'met',
    }),
    {
      ...of('gpu_memory', 'GPU memory', { unit: 'ratio', limit: 0.9, bound: 'at-most', value: null, state: 'unknown' }),
      scope: 'resources',
    },
  ]
}

/** Two GPUs on the overview's axis, one of them too hot at times. */
export function madeGpus(minutes: number, now: number): GpuOverview {
  const bucketSeconds = (minutes * 60) / BUCKETS
  const times = Array.from({ length: BUCKETS }, (_, index) => now - minutes * 60_000 + index * bucketSeconds * 1000)
  const gpu = (id: string, shift: number): GpuOverview['gpus'][number] => {
    const of = (value: (index: number) => number | null): (number | null)[] =>
      times.map((_, index) => (index === 21 ? null : value(index + shift)))
    return {
      id: `GPU-${id}`,
      name: 'NVIDIA L4',
      service: 'inference',
      times,
      utilization: of((index) => Math.max(0.05, Math.min(1, 0.6 + 0.35 * Math.sin(index / 6) + 0.08 * Math.sin(index * 1.9)))),
      memoryUsedBytes: of((index) => 17.5e9 + 3e9 * Math.sin(index / 11)),
      memoryTotalBytes: of(() => 24e9),
      powerWatts: of((index) => 52 + 18 * Math.sin(index / 6)),
      powerLimitWatts: of(() => 72),
      temperatureCelsius: of((index) => 68 + 9 * Math.sin(index / 9)),
      throttle: { sw_thermal_slowdown: of((index) => (shift > 0 && index % 23 > 18 ? 1 : 0)) },
    }
  }
  return { times, bucketSeconds, gpus: [gpu('1a2b3c4d', 0), gpu('5e6f7a8b', 9)] }
}

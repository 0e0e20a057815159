import { hub, startGeneration } from '@tokenscope/core'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { DEFAULT_SLA_TARGETS } from '../../src/summary/sla-targets.ts'
import { SummaryCollector } from '../../src/summary/summary-collector.ts'

let collector: SummaryCollector
const WINDOW_MS = 300_000

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['Date', 'performance'], now: 1_700_000_000_000 })
  collector = new SummaryCollector(WINDOW_MS, DEFAULT_SLA_TARGETS)
  hub().listeners.add(collector)
})
afterEach(() => {
  hub().listeners.delete(collector)
  vi.useRealTimers()
})

test('before the first call everything is zero or unknown', () => {
  const { window, sinceMs, ...all } = collector.summary()
  expect(sinceMs).toBe(1_700_000_000_000)
  expect(all).toEqual({
    total: 0,
    inFlight: 0,
    succeeded: 0,
    failed: 0,
    successRate: undefined,
    durationMs: { mean: undefined, p50: undefined, p95: undefined, p99: undefined },
    meanTimeToFirstTokenMs: undefined,
    meanTokensPerSecond: undefined,
    inputTokens: 0,
    outputTokens: 0,
    outcomes: {},
    errorsByType: {},
    byModel: {},
    sla: {
      p95ResponseTimeMs: { state: 'unknown', target: 3_000, actual: undefined },
      p99ResponseTimeMs: { state: 'unknown', target: 5_000, actual: undefined },
      availability: { state: 'unknown', target: 0.995, actual: undefined },
      errorRate: { state: 'unknown', target: 0.001, actual: undefined },
    },
  })
  expect(window).toEqual({ ...all, windowMs: WINDOW_MS, inFlight: undefined })
})

test('a streamed call gives duration, time to first token, speed and tokens', () => {
  call('m', 1_000)
  const summary = collector.summary()
  expect(summary.durationMs.mean).toBe(1_000)
  expect(Math.abs((summary.durationMs.p95 as number) - 1_000)).toBeLessThanOrEqual(10)
  expect(summary.meanTimeToFirstTokenMs).toBe(500)
  expect(summary.meanTokensPerSecond).toBe(2)
  expect([summary.inputTokens, summary.outputTokens]).toEqual([7, 2])
})

test('errors, timeouts and truncated answers are failures; what the application ended is neither success nor failure', () => {
  for (const outcome of ['completed', 'error', 'timeout', 'truncated', 'aborted', 'cancelled', 'abandoned'] as const) {
    startGeneration({ model: 'm' }).end({ outcome })
  }
  const { total, succeeded, failed, successRate, outcomes } = collector.summary()
  expect({ total, succeeded, failed, successRate }).toEqual({ total: 7, succeeded: 1, failed: 3, successRate: 0.25 })
  expect(outcomes).toEqual({ completed: 1, error: 1, timeout: 1, truncated: 1, aborted: 1, cancelled: 1, abandoned: 1 })
})

test('failed calls are counted by error type and by model, and do not count as response time', () => {
  call('a', 1_000)
  const failing = startGeneration({ model: 'b' })
  vi.advanceTimersByTime(60_000)
  failing.fail(new RangeError('no'))
  const { errorsByType, byModel, durationMs } = collector.summary()
  expect(errorsByType).toEqual({ RangeError: 1 })
  expect(Object.entries(byModel).map(([model, calls]) => [model, calls.total, calls.failed])).toEqual([
    ['a', 1, 0],
    ['b', 1, 1],
  ])
  expect(durationMs.mean).toBe(1_000)
})

test('a call in flight is counted as such and in nothing else', () => {
  const open = startGeneration({ model: 'm' })
  expect([collector.summary().inFlight, collector.summary().total]).toEqual([1, 0])
  open.end()
  expect([collector.summary().inFlight, collector.summary().total]).toEqual([0, 1])
})

test('calls leave the window when they are older than it, and stay in the total', () => {
  call('m', 1_000)
  vi.advanceTimersByTime(WINDOW_MS - 31_000)
  call('m', 1_000)
  expect(collector.summary().window.total).toBe(2)
  vi.advanceTimersByTime(32_000)
  expect(collector.summary().window.total).toBe(1)
  vi.advanceTimersByTime(WINDOW_MS)
  expect([collector.summary().window.total, collector.summary().total]).toEqual([0, 2])
})

test('a target is met at its limit and breached beyond it', () => {
  for (let i = 0; i < 199; i++) call('m', 1_000)
  startGeneration({ model: 'm' }).fail(new Error('one in two hundred'))
  const { sla } = collector.summary()
  expect([sla.availability?.state, sla.availability?.actual]).toEqual(['met', 0.995])
  expect(sla.errorRate?.state).toBe('breached')
  expect(sla.p95ResponseTimeMs?.state).toBe('met')
})

test('a thousand models and error types are kept as a hundred and the rest together', () => {
  for (let i = 0; i < 1_000; i++) startGeneration({ model: `m${i}` }).fail(Object.assign(new Error('no'), { code: `E${i}` }))
  const { byModel, errorsByType } = collector.summary()
  expect(Object.keys(byModel)).toHaveLength(101)
  const { other: rest } = byModel
  expect([rest?.total, errorsByType.other]).toEqual([900, 900])
})

/** A streamed call of two tokens, the first after half of its duration. */
function call(model: string, durationMs: number): void {
  const generation = startGeneration({ model })
  vi.advanceTimersByTime(durationMs / 2)
  generation.chunk()
  vi.advanceTimersByTime(durationMs / 2)
  generation.chunk()
  generation.end({ inputTokens: 7 })
}

import { expect, test } from 'vitest'
import { formatSummary } from '../../src/summary/format-summary.ts'
import type { PeriodSummary, Summary } from '../../src/summary/summary.ts'

const PERIOD: PeriodSummary = {
  total: 4,
  succeeded: 2,
  failed: 1,
  successRate: 2 / 3,
  durationMs: { mean: 812.4, p50: 7.25, p95: 1_503, p99: undefined },
  meanTimeToFirstTokenMs: 210,
  meanTokensPerSecond: 41.27,
  inputTokens: 30,
  outputTokens: 120,
  outcomes: { completed: 2, error: 1, aborted: 1 },
  errorsByType: { '429': 1 },
  byModel: {},
  sla: {
    p95ResponseTimeMs: { state: 'met', target: 3_000, actual: 1_503 },
    availability: { state: 'breached', target: 0.995, actual: 2 / 3 },
    errorRate: { state: 'unknown', target: 0.001, actual: undefined },
  },
}

test('the summary as text', () => {
  const summary: Summary = { ...PERIOD, sinceMs: 0, inFlight: 1, byModel: { small: PERIOD }, window: { ...PERIOD, windowMs: 300_000 } }
  expect(formatSummary(summary)).toBe(
    `
calls            4 ended, 1 in flight (2 completed, 1 error, 1 aborted)
success          66.67 % (2 succeeded, 1 failed)
duration         mean 812 ms, p50 7.3 ms, p95 1.50 s, p99 –
first token      210 ms on average
speed            41.3 tokens/s on average
tokens           30 in, 120 out

last 5 min
calls            4 ended (2 completed, 1 error, 1 aborted)
success          66.67 % (2 succeeded, 1 failed)
duration         mean 812 ms, p50 7.3 ms, p95 1.50 s, p99 –
first token      210 ms on average
speed            41.3 tokens/s on average
tokens           30 in, 120 out

by model
  small  4 calls, 66.67 %, p95 1.50 s, 41.3 tokens/s

errors
  429  1

targets
  p95 response time <= 3.00 s: met (1.50 s), lately met (1.50 s)
  availability >= 99.5 %: breached (66.67 %), lately breached (66.67 %)
  error rate <= 0.1 %: unknown, lately unknown
`.trimStart(),
  )
})

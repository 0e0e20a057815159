import type { ObjectiveReport, SlaReport, StepReport } from '../../src/index.ts'

const END = Date.UTC(2026, 10, 26, 12) / 1000

/** Three hours: one breached, one met, one limit, and one model of which nothing is known. */
export const A_REPORT: SlaReport = {
  schema: 'tokenscope-sla-report/1',
  time: END,
  windowSeconds: 86_400,
  stepSeconds: 3600,
  prometheus: 'http://127.0.0.1:9090',
  verdict: 'breached',
  objectives: [
    objective({
      slo: 'response-time-p95',
      promise: 'p95 <= 3 s',
      target: 3,
      unit: 'seconds',
      verdict: 'breached',
      measured: 3.4,
      attainment: 0.925,
      objective: 0.95,
      counted: 'requests',
      events: 1800,
      badEvents: 135,
      budgetRemaining: -0.5,
      burnRate: 4,
      dataSeconds: 54_000,
      trend: { day: 0.925, week: null, window: 0.925 },
      worst: [step(0, 600, 120, 4.8)],
      history: [step(2, 600, 0, 1.2), step(1, 600, 15, 1.9), step(0, 600, 120, 4.8)],
    }),
    objective({
      slo: 'error-rate',
      promise: 'error rate <= 0.1 %',
      target: 0.001,
      measured: 0,
      attainment: 1,
      objective: 0.999,
      counted: 'requests',
      events: 1800,
      badEvents: 0,
      budgetRemaining: 1,
      burnRate: 0,
      trend: { day: 1, week: null, window: 1 },
      history: [step(2, 600, 0, 0), step(1, 600, 0, 0), step(0, 600, 0, 0)],
    }),
    objective({
      slo: 'generation-speed',
      promise: 'output tokens/s >= 20',
      target: 20,
      unit: 'tokens-per-second',
      measured: 31.25,
      attainment: 1,
      trend: { day: 1, week: null, window: 1 },
      history: [step(1, null, null, 30), step(0, null, null, 32.5)],
    }),
    objective({
      scope: 'b',
      subject: 'b|<b> in lab',
      slo: 'availability',
      promise: 'availability >= 99.5 %',
      target: 0.995,
      verdict: 'unknown',
      reason: { code: 'no-data', message: 'There is <nothing>.', remedy: 'Send *something*.' },
      dataSeconds: 0,
      objective: 0.995,
      counted: 'slices of 5 minutes',
    }),
  ],
  slowestTraces: [
    {
      traceId: '0af7651916cd43dd8448eb211c80319c',
      url: 'http://127.0.0.1:16686/trace/0af7651916cd43dd8448eb211c80319c',
      time: END - 600,
      durationSeconds: 9.8,
      service: 'chat',
      model: 'a',
      scope: 'a',
    },
  ],
  notes: ['Prometheus says: one store did not answer'],
}

function objective(given: Partial<ObjectiveReport>): ObjectiveReport {
  return {
    scope: 'a',
    slo: '',
    labels: {},
    subject: 'a in production',
    promise: '',
    target: 0,
    unit: 'ratio',
    verdict: 'met',
    reason: null,
    measured: null,
    attainment: null,
    objective: null,
    counted: null,
    events: null,
    badEvents: null,
    budgetRemaining: null,
    burnRate: null,
    burnWindowSeconds: 300,
    dataSeconds: 86_400,
    trend: { day: null, week: null, window: null },
    worst: [],
    history: [],
    ...given,
  }
}

function step(hoursAgo: number, events: number | null, badEvents: number | null, value: number): StepReport {
  return { time: END - hoursAgo * 3600, events, badEvents, value }
}

import type { SlaTargets } from './sla-targets.ts'

const DAY_SECONDS = 86_400

/** What an empty file would mean: all calls, p95 3 s, p99 5 s, available 99.5 % of the time, at most 0.1 % failed. */
export const DEFAULT_TARGETS: SlaTargets = {
  windowSeconds: 30 * DAY_SECONDS,
  scopes: [
    {
      id: 'all',
      objectives: {
        responseTimes: [
          { quantile: 0.95, seconds: 3 },
          { quantile: 0.99, seconds: 5 },
        ],
        availability: 0.995,
        errorRate: 0.001,
      },
    },
  ],
  resources: { gpuMemory: 0.9, gpuUtilization: 0.95, systemMemory: 0.85 },
  links: {},
  notify: { receivers: [] },
}

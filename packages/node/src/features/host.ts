import { HostMetrics } from '@opentelemetry/host-metrics'
import type { Feature } from './feature.ts'

/** What `@tokenscope/semconv` lists; network metrics are left out, because they start a child process. */
const GROUPS = ['system.cpu', 'system.memory', 'process.cpu', 'process.memory']

/** CPU, system memory and process metrics, read when a reader collects. They end with the meter provider. */
export const host: Feature = {
  name: 'host metrics',
  start({ config, meterProvider }) {
    if (!config.host || !meterProvider) return undefined
    new HostMetrics({ meterProvider, metricGroups: GROUPS }).start()
    return undefined
  },
}

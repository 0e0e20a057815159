import type { RuleContext } from '../outputs/rule-context.ts'
import type { AlertDefinition } from './alert.ts'
import { WATCHDOG } from './runbooks/host-runbooks.ts'

/** The heart-beat: fires always, so that its silence says that no alert can come. */
export function metaAlerts(context: RuleContext): AlertDefinition[] {
  const sampleSeconds = context.times.fastIntervalSeconds
  return [
    {
      name: 'Watchdog',
      slug: 'watchdog',
      group: 'meta',
      category: 'meta',
      severity: 'none',
      expr: 'vector(1)',
      summary: 'The way of alerts is open',
      description: 'This alert fires always. Where it no longer arrives, no other would.',
      board: 'pipeline',
      runbook: WATCHDOG,
      scenarios: [
        {
          name: 'always',
          sampleSeconds,
          evaluationSeconds: sampleSeconds,
          series: [],
          checks: [{ atSeconds: sampleSeconds * 2, fires: true }],
        },
      ],
    },
  ]
}

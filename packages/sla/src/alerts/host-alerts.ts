import { ATTR_SYSTEM_MEMORY_STATE, SYSTEM_MEMORY_UTILIZATION, toPrometheusLabel } from '@tokenscope/semconv'
import { percent } from '../objectives/percent.ts'
import type { RuleContext } from '../outputs/rule-context.ts'
import { decimal, maxBy } from '../promql/combine.ts'
import { LABEL_HOST } from '../promql/labels.ts'
import { equal, selector } from '../promql/selector.ts'
import { seriesOf } from '../promql/series.ts'
import type { AlertDefinition } from './alert.ts'
import { gaugeScenario } from './gauge-scenario.ts'
import { SYSTEM_MEMORY } from './runbooks/host-runbooks.ts'
import { VALUE } from './templates.ts'

const LABEL_STATE = toPrometheusLabel(ATTR_SYSTEM_MEMORY_STATE)

export function hostAlerts(context: RuleContext): AlertDefinition[] {
  const { systemMemory } = context.targets.resources
  const series = seriesOf(SYSTEM_MEMORY_UTILIZATION)
  return [
    {
      name: 'SystemMemoryHigh',
      slug: 'system-memory-high',
      group: 'host',
      category: 'host',
      severity: 'warning',
      forSeconds: 300,
      expr: `${maxBy([LABEL_HOST], selector(series, [equal(LABEL_STATE, 'used')]))} > ${decimal(systemMemory)}`,
      summary: `{{ with $labels.${LABEL_HOST} }}{{ . }}{{ else }}A host{{ end }}: memory is ${VALUE.ratio} full`,
      description: `Target: at most ${percent(systemMemory)}. The kernel may end the largest process: the model server.`,
      value: VALUE.ratio,
      target: `<= ${percent(systemMemory)}`,
      board: 'host',
      runbook: SYSTEM_MEMORY,
      scenarios: gaugeScenario(context, {
        series,
        apartBy: LABEL_HOST,
        labels: { [LABEL_HOST]: 'host-1', [LABEL_STATE]: 'used' },
        below: systemMemory,
        above: (systemMemory + 1) / 2,
      }),
    },
  ]
}

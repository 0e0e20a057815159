import type { RuleContext } from '../outputs/rule-context.ts'
import { absentAlerts } from './absent-alerts.ts'
import type { AlertDefinition, AlertKind } from './alert.ts'
import { budgetExhaustedAlert } from './budget-exhausted-alert.ts'
import { burnRateAlerts } from './burn-rate-alerts.ts'
import { errorAlerts } from './error-alerts.ts'
import { gpuAlerts } from './gpu-alerts.ts'
import { hostAlerts } from './host-alerts.ts'
import { latencyAlerts } from './latency-alerts.ts'
import { limitAlerts } from './limit-alerts.ts'
import { metaAlerts } from './meta-alerts.ts'
import { providerAlerts } from './provider-alerts.ts'
import { trafficAlerts } from './traffic-alerts.ts'

const KINDS: readonly AlertKind[] = [
  burnRateAlerts,
  budgetExhaustedAlert,
  latencyAlerts,
  errorAlerts,
  limitAlerts,
  providerAlerts,
  trafficAlerts,
  absentAlerts,
  gpuAlerts,
  hostAlerts,
  metaAlerts,
]

const MADE = new WeakMap<RuleContext, readonly AlertDefinition[]>()

/** Every alert that these targets need, in the order in which they stand in rules and documentation. Made once for a context. */
export function alertTable(context: RuleContext): readonly AlertDefinition[] {
  const table = MADE.get(context) ?? KINDS.flatMap((kind) => kind(context).map((alert) => ({ ...alert, expr: context.expr(alert.expr) })))
  MADE.set(context, table)
  return table
}

import type { AlertDefinition, Runbook } from './alerts/alert.ts'
import { alertTable } from './alerts/alert-table.ts'
import { type BurnRateWindow, MAX_BAD_RATIO } from './burn-rate/windows.ts'
import { createRuleContext, type RuleContext } from './outputs/rule-context.ts'
import { prometheusDuration } from './promql/prometheus-duration.ts'
import type { SlaTargets } from './targets/sla-targets.ts'
import { formatPercent } from './targets/values/percent.ts'

/** One alert for people: what it means, when it comes by these targets, what to do. */
export interface AlertExplanation extends Runbook {
  readonly name: string
  readonly severity: AlertDefinition['severity']
  readonly category: AlertDefinition['category']
  /** PromQL. */
  readonly expr: string
  /** How long the condition must hold, and how long the alert stays after it ended. */
  readonly forSeconds: number
  readonly keepFiringForSeconds: number
  /** The thresholds of budget alerts, computed; one line each. */
  readonly arithmetic: readonly string[]
}

const BURN_ALERTS: Readonly<Record<string, BurnRateWindow['severity']>> = { LLMSLOBurnRatePage: 'page', LLMSLOBurnRateTicket: 'ticket' }

/** Every alert that `generate` makes of these targets, in the order of the rules. */
export function explainAlerts(targets: SlaTargets): AlertExplanation[] {
  const context = createRuleContext(targets)
  return alertTable(context).map(({ name, severity, category, expr, forSeconds = 0, keepFiringForSeconds = 0, runbook }) => ({
    name,
    severity,
    category,
    expr,
    forSeconds,
    keepFiringForSeconds,
    ...runbook,
    arithmetic: Object.hasOwn(BURN_ALERTS, name) ? burnArithmetic(context, BURN_ALERTS[name]!) : [],
  }))
}

/** `qwen3, availability 99.5%: over 14.4 × 0.5% = 7.2% bad in 1h and in 5m, with at least 5 bad requests`. */
function burnArithmetic({ scopes, times }: RuleContext, severity: BurnRateWindow['severity']): string[] {
  const windows = times.burnRates.filter((window) => window.severity === severity)
  return scopes.flatMap(({ scope, objectives }) =>
    objectives.flatMap(({ words, budget }) =>
      budget === undefined ? [] : windows.map((window) => `${scope.id}, ${words}: ${threshold(window, budget)}`),
    ),
  )
}

function threshold({ factor, shortSeconds, longSeconds, minimumBadRequests }: BurnRateWindow, budget: number): string {
  const most = factor * budget > MAX_BAD_RATIO ? `, at most ${formatPercent(MAX_BAD_RATIO)},` : ''
  const bad = `over ${factor} × ${formatPercent(budget)} = ${formatPercent(factor * budget)}${most} bad`
  const still = shortSeconds === longSeconds ? '' : ` and in ${prometheusDuration(shortSeconds)}`
  return `${bad} in ${prometheusDuration(longSeconds)}${still}, with at least ${minimumBadRequests} bad requests`
}

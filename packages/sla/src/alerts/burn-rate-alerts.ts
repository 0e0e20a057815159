import { badEventsRecord, errorRatioRecord, RECORDS } from '../burn-rate/records.ts'
import { type BurnRateWindow, MAX_BAD_RATIO } from '../burn-rate/windows.ts'
import type { RuleContext } from '../outputs/rule-context.ts'
import { decimal } from '../promql/combine.ts'
import { LABEL_SCOPE, LABEL_SLO } from '../promql/labels.ts'
import type { AlertDefinition } from './alert.ts'
import { pageScenarios, ticketScenarios } from './burn-rate-scenarios.ts'
import { BURN_RATE_PAGE, BURN_RATE_TICKET } from './runbooks/budget-runbooks.ts'
import { BUDGET_LEFT, burnRate, promise, SUBJECT, VALUE } from './templates.ts'

const MINUTE = 60

/** The two that watch budgets burn: one wakes somebody, one waits for the morning. */
export function burnRateAlerts(context: RuleContext): AlertDefinition[] {
  if (!context.scopes.some(({ objectives }) => objectives.some(({ budget }) => budget !== undefined))) return []
  const { burnRates } = context.times
  const pages = burnRates.filter(({ severity }) => severity === 'page')
  const tickets = burnRates.filter(({ severity }) => severity === 'ticket')
  const common = {
    group: 'budget',
    category: 'slo',
    value: VALUE.ratio,
    target: promise(),
    budgetRemaining: BUDGET_LEFT,
    board: 'slo',
    traces: true,
  } as const
  return [
    {
      ...common,
      name: 'LLMSLOBurnRatePage',
      slug: 'llm-slo-burn-rate-page',
      severity: 'critical',
      // No waiting time: the short window is the wait, and a page that comes after two minutes comes in time.
      keepFiringForSeconds: 5 * MINUTE,
      expr: burnRateExpression(pages),
      ...burnRateOf(pages),
      summary: `${SUBJECT}: the budget of {{ $labels.slo }} burns fast`,
      description: `${VALUE.ratio} of events are bad, the promise is ${promise()}. At this speed the budget of the whole window is gone within days. Budget left: ${BUDGET_LEFT}.`,
      runbook: BURN_RATE_PAGE,
      scenarios: pageScenarios(context),
    },
    {
      ...common,
      name: 'LLMSLOBurnRateTicket',
      slug: 'llm-slo-burn-rate-ticket',
      severity: 'warning',
      forSeconds: 15 * MINUTE,
      expr: burnRateExpression(tickets),
      ...burnRateOf(tickets),
      summary: `${SUBJECT}: the budget of {{ $labels.slo }} will not last`,
      description: `${VALUE.ratio} of events are bad, the promise is ${promise()}. At this speed the budget is gone before its window ends. Budget left: ${BUDGET_LEFT}.`,
      runbook: BURN_RATE_TICKET,
      scenarios: ticketScenarios(context),
    },
  ]
}

/** Over the hour, also where five minutes have decided: it says how bad the whole is. */
function burnRateOf([first]: readonly BurnRateWindow[]): Pick<AlertDefinition, 'burnRate'> {
  return first === undefined ? {} : { burnRate: burnRate(first.longSeconds) }
}

/** Any of the windows burns too fast. The value is the share of bad events in the long window. */
export function burnRateExpression(windows: readonly BurnRateWindow[]): string {
  return windows.map((window) => `(\n${indent(pairExpression(window))}\n)`).join('\nor\n')
}

function pairExpression({ shortSeconds, longSeconds, factor, minimumBadRequests }: BurnRateWindow): string {
  const threshold = `> on (${LABEL_SCOPE}, ${LABEL_SLO}) group_left () clamp_max(${decimal(factor)} * ${RECORDS.errorBudget}, ${decimal(MAX_BAD_RATIO)})`
  return [
    `${errorRatioRecord(longSeconds)} ${threshold}`,
    ...(shortSeconds === longSeconds ? [] : ['and', `${errorRatioRecord(shortSeconds)} ${threshold}`]),
    'and',
    `${badEventsRecord(longSeconds)} >= ${minimumBadRequests}`,
  ].join('\n')
}

function indent(text: string): string {
  return text.replaceAll(/^/gm, '  ')
}

import { badEventsRecord, errorRatioRecord, RECORDS } from '../burn-rate/records.ts'
import { type BurnRateWindow, MAX_BAD_RATIO } from '../burn-rate/windows.ts'
import type { RuleContext } from '../outputs/rule-context.ts'
import { decimal } from '../promql/combine.ts'
import { LABEL_SCOPE, LABEL_SLO } from '../promql/labels.ts'
import { prometheusDuration } from '../promql/prometheus-duration.ts'
import type { AlertDefinition } from './alert.ts'
import { pageScenarios, ticketScenarios } from './burn-rate-scenarios.ts'
import { burnRatePage, burnRateTicket } from './runbooks/budget-runbooks.ts'
import { BURN_RATE, budgetLasts, budgetLeft, EVENTS, promise, SUBJECT, VALUE } from './templates.ts'

const MINUTE = 60

/** The two that watch budgets burn: one wakes somebody, one waits for the morning. */
export function burnRateAlerts(context: RuleContext): AlertDefinition[] {
  if (!context.scopes.some(({ objectives }) => objectives.some(({ budget }) => budget !== undefined))) return []
  const { burnRates, periodSeconds } = context.times
  const pages = burnRates.filter(({ severity }) => severity === 'page')
  const tickets = burnRates.filter(({ severity }) => severity === 'ticket')
  const window = prometheusDuration(periodSeconds)
  const lasts = `At this speed the budget of ${window} is gone in ${budgetLasts(periodSeconds)}${budgetLeft('; left of it now: ')}.`
  const common = {
    group: 'budget',
    category: 'slo',
    summary: `${SUBJECT}, {{ $labels.${LABEL_SLO} }}: ${VALUE.ratio} of ${EVENTS} bad, promised is ${promise()}`,
    value: VALUE.ratio,
    target: promise(),
    burnRate: BURN_RATE,
    budgetRemaining: budgetLeft(),
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
      description: `${lasts} First: was anything rolled out in the last hour? Roll it back. Then "tokenscope sla explain --now" ranks the causes.`,
      runbook: burnRatePage(pages),
      scenarios: pageScenarios(context),
    },
    {
      ...common,
      name: 'LLMSLOBurnRateTicket',
      slug: 'llm-slo-burn-rate-ticket',
      severity: 'warning',
      forSeconds: 15 * MINUTE,
      expr: burnRateExpression(tickets),
      description: `${lasts} Nobody has to get up; what burns it, "tokenscope sla check" shows by its worst hours.`,
      runbook: burnRateTicket(tickets),
      scenarios: ticketScenarios(context),
    },
  ]
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

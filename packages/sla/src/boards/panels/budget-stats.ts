import { errorRatioRecord, RECORDS } from '../../burn-rate/records.ts'
import type { RuleContext } from '../../outputs/rule-context.ts'
import { firstOf } from '../../promql/combine.ts'
import { LABEL_SCOPE, LABEL_SLO } from '../../promql/labels.ts'
import { prometheusDuration } from '../../promql/prometheus-duration.ts'
import { selector } from '../../promql/selector.ts'
import { runbookLinks } from '../board-links.ts'
import type { QueryPanel } from '../panel.ts'
import { CHOSEN_SCOPE_CALLS, CHOSEN_SCOPES } from '../variables.ts'

/** What stands where the rules are not loaded, or judge nothing yet. */
export const NO_RULES = 'No data: no calls yet, or the generated rules are not loaded'

const STAT = { kind: 'stat', width: 6, height: 4, noValue: NO_RULES } as const

/** The worst of all scopes, at a glance. */
export function budgetStats(context: RuleContext): QueryPanel[] {
  const left = `(\n${budgetLeftOf(context)}\n)`
  return [
    {
      ...STAT,
      title: 'Objectives',
      description: 'How many promises the chosen scopes make.',
      unit: 'short',
      queries: [{ expr: `count(${selector(RECORDS.target, CHOSEN_SCOPES)})`, legend: 'objectives' }],
    },
    {
      ...STAT,
      title: 'Budgets spent',
      description: 'Budgets with nothing left: objectives that are not met over the window. 0 is good.',
      unit: 'short',
      base: 'green',
      thresholds: [{ value: 1, color: 'red' }],
      queries: [{ expr: `count(${left} < 0) or 0 * count(${left})`, legend: 'spent' }],
      links: runbookLinks(context, 'llm-error-budget-exhausted'),
    },
    {
      ...STAT,
      title: 'Least budget left',
      description: 'Of the objective that has the least: 100 % untouched, 0 spent, below it overspent.',
      unit: 'percentunit',
      base: 'red',
      thresholds: [
        { value: 0, color: 'orange' },
        { value: 0.25, color: 'green' },
      ],
      queries: [{ expr: `min(${left})`, legend: 'left' }],
      links: runbookLinks(context, 'llm-error-budget-exhausted'),
    },
    {
      ...STAT,
      title: 'Fastest burn',
      description: `Of the last ${prometheusDuration(pageWindow(context))}: how many times faster than the budget lasts. 1 spends it exactly within the window.`,
      unit: 'suffix:x',
      decimals: 1,
      base: 'green',
      thresholds: burnThresholds(context, 'page'),
      queries: [{ expr: `max(${burnRate(pageWindow(context))})`, legend: 'burn' }],
      links: runbookLinks(context, 'llm-slo-burn-rate-page', 'llm-slo-burn-rate-ticket'),
    },
  ]
}

/** What is left of each budget. Until the long windows are evaluated for the first time, minutes after the start, the hour is all there is. */
export function budgetLeftOf(context: RuleContext): string {
  return firstOf(selector(RECORDS.budgetRemaining, CHOSEN_SCOPE_CALLS), `1 - ${burnRate(pageWindow(context))}`)
}

/** How many times faster than the budget lasts it is burnt, over a window. */
export function burnRate(windowSeconds: number): string {
  const ratio = selector(errorRatioRecord(windowSeconds), CHOSEN_SCOPE_CALLS)
  return `${ratio} / on (${LABEL_SCOPE}, ${LABEL_SLO}) group_left () ${selector(RECORDS.errorBudget, CHOSEN_SCOPES)}`
}

/** Lines where somebody is told. */
export function burnThresholds({ times }: RuleContext, severity: 'page' | 'ticket'): NonNullable<QueryPanel['thresholds']> {
  const factors = times.burnRates.filter((window) => window.severity === severity).map(({ factor }) => factor)
  const [red = 0] = factors
  return factors.toSorted((a, b) => a - b).map((value) => ({ value, color: value >= red ? 'red' : 'orange' }))
}

/** The long window of the quickest page. */
export function pageWindow({ times }: RuleContext): number {
  return times.burnRates[0]?.longSeconds ?? times.rateSeconds
}

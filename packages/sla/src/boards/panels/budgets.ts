import { badEventsRecord, errorRatioRecord, RECORDS } from '../../burn-rate/records.ts'
import type { RuleContext } from '../../outputs/rule-context.ts'
import { maxBy } from '../../promql/combine.ts'
import { LABEL_ENVIRONMENT, LABEL_MODEL, LABEL_SCOPE, LABEL_SLO } from '../../promql/labels.ts'
import { prometheusDuration } from '../../promql/prometheus-duration.ts'
import { selector } from '../../promql/selector.ts'
import { runbookLinks } from '../board-links.ts'
import type { QueryPanel } from '../panel.ts'
import { CHOSEN_SCOPE_CALLS, CHOSEN_SCOPES } from '../variables.ts'
import { budgetLeftOf, burnRate, burnThresholds, NO_RULES, pageWindow } from './budget-stats.ts'

/** Error budgets: what is left of them and how fast it goes. */

const BY = [LABEL_SCOPE, LABEL_SLO, LABEL_ENVIRONMENT, LABEL_MODEL]
const LEGEND = `{{${LABEL_SCOPE}}} · {{${LABEL_SLO}}} · {{${LABEL_MODEL}}}`
const OF_OBJECTIVE = `on (${LABEL_SCOPE}, ${LABEL_SLO})`

/** A row for each objective of each model that a scope watches. */
export function promiseTable(context: RuleContext): QueryPanel {
  const { periodSeconds, rateSeconds } = context.times
  const [whole, hour] = [periodSeconds, pageWindow(context)].map((window) => selector(errorRatioRecord(window), CHOSEN_SCOPE_CALLS))
  // The hour is all there is until the whole is evaluated for the first time.
  const spent = maxBy(BY, `${whole} or ${hour}`)
  const beside = (record: string, labels = ''): string =>
    `0 * ${spent} + ${OF_OBJECTIVE} group_left (${labels}) ${selector(record, CHOSEN_SCOPES)}`
  return {
    kind: 'table',
    title: 'Promises',
    description:
      'What each scope promises, the share of good events that this needs, the share that there was over the window, what is left of the budget, and how fast it burns now.',
    width: 24,
    height: 9,
    unit: 'short',
    labelColumns: {
      [LABEL_SCOPE]: 'Scope',
      [LABEL_SLO]: 'Objective',
      target: 'Promise',
      [LABEL_ENVIRONMENT]: 'Environment',
      [LABEL_MODEL]: 'Model',
    },
    queries: [
      { expr: beside(RECORDS.target, 'target'), legend: 'Target', hidden: true },
      { expr: beside(RECORDS.objective), legend: 'Needed', unit: 'percentunit' },
      { expr: `1 - ${spent}`, legend: 'Attained', unit: 'percentunit' },
      {
        expr: `min by (${BY.join(', ')}) (\n${budgetLeftOf(context)}\n)`,
        legend: 'Budget left',
        unit: 'percentunit',
        base: 'red',
        thresholds: [
          { value: 0, color: 'orange' },
          { value: 0.25, color: 'green' },
        ],
      },
      { expr: maxBy(BY, burnRate(rateSeconds)), legend: 'Burn now', unit: 'suffix:x', thresholds: burnThresholds(context, 'page') },
      {
        expr: maxBy(BY, burnRate(pageWindow(context))),
        legend: `Burn ${prometheusDuration(pageWindow(context))}`,
        unit: 'suffix:x',
        thresholds: burnThresholds(context, 'page'),
      },
    ],
    links: runbookLinks(context, 'llm-slo-burn-rate-page', 'llm-error-budget-exhausted'),
    noValue: NO_RULES,
  }
}

export function budgetLeft(context: RuleContext): QueryPanel {
  return {
    kind: 'time-series',
    title: 'Budget left',
    description: 'Of the window: 100 % untouched, 0 spent, below it overspent. A step is an incident, a slope a chronic fault.',
    width: 12,
    height: 9,
    unit: 'percentunit',
    max: 1,
    base: 'red',
    thresholds: [
      { value: 0, color: 'orange' },
      { value: 0.25, color: 'green' },
    ],
    queries: [{ expr: budgetLeftOf(context), legend: LEGEND }],
    links: runbookLinks(context, 'llm-error-budget-exhausted'),
    noValue: NO_RULES,
  }
}

export function badRequests(context: RuleContext): QueryPanel {
  const window = pageWindow(context)
  return {
    kind: 'time-series',
    title: `Bad requests in ${prometheusDuration(window)}`,
    description:
      'Requests that broke an objective within that time; for availability the failed ones in bad slices. Few of them page nobody, whatever their share.',
    width: 12,
    height: 9,
    unit: 'short',
    min: 0,
    queries: [{ expr: selector(badEventsRecord(window), CHOSEN_SCOPE_CALLS), legend: LEGEND }],
    links: runbookLinks(context, 'llm-slo-burn-rate-page'),
    noValue: NO_RULES,
  }
}

/** The windows that decide on a page or on a ticket, with lines at their thresholds. */
export function burnRates(context: RuleContext, severity: 'page' | 'ticket'): QueryPanel {
  const windows = context.times.burnRates.filter((window) => window.severity === severity)
  const seconds = [...new Set(windows.flatMap(({ shortSeconds, longSeconds }) => [shortSeconds, longSeconds]))].sort((a, b) => a - b)
  const pairs = windows.map(
    ({ factor, shortSeconds, longSeconds }) =>
      `${factor} (${[...new Set([shortSeconds, longSeconds])].map(prometheusDuration).join(' and ')})`,
  )
  return {
    kind: 'time-series',
    title: severity === 'page' ? 'Burn rate, windows of the page' : 'Burn rate, windows of the ticket',
    description: `How many times faster than the budget lasts it burns. A ${severity} comes where both windows of a pair are above their line: ${pairs.join(', ')}.`,
    width: 12,
    height: 9,
    unit: 'suffix:x',
    min: 0,
    thresholds: burnThresholds(context, severity),
    queries: seconds.map((window) => ({ expr: burnRate(window), legend: `${prometheusDuration(window)} ${LEGEND}` })),
    links: runbookLinks(context, `llm-slo-burn-rate-${severity}`),
    noValue: NO_RULES,
  }
}

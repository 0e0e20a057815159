import { badEventsRecord, errorRatioRecord, eventsRecord, RECORDS } from '../burn-rate/records.ts'
import { fastWindows, slowWindows } from '../burn-rate/windows.ts'
import { decimal } from '../promql/combine.ts'
import { LABEL_SCOPE, LABEL_SLO } from '../promql/labels.ts'
import { prometheusDuration } from '../promql/prometheus-duration.ts'
import { selector } from '../promql/selector.ts'
import type { GeneratedFile } from './generated-file.ts'
import type { RuleContext } from './rule-context.ts'
import { type Rule, type RuleGroup, ruleGroup } from './rule-group.ts'
import { yamlDocument } from './yaml-document.ts'

export const BUDGET_RULE_PATH = 'rules/budgets.rules.yml'
export const BUDGET_GROUPS: readonly [string, string] = ['tokenscope-windows', 'tokenscope-budgets']

const NOT_AVAILABILITY = { label: LABEL_SLO, op: '!=', value: 'availability' } as const

/**
 * `rules/budgets.rules.yml`: windows and budgets, once for all scopes. Counts are sums over samples times the interval between them, so
 * a window in which a service ran for a minute counts a minute. Ratios are sums of bad events by sums of events: a quiet hour weighs
 * little. An average of ratios would give it the weight of a busy one.
 */
export function budgetRuleFiles(context: RuleContext): GeneratedFile[] {
  return [{ path: BUDGET_RULE_PATH, content: yamlDocument({ groups: [windowGroup(context), budgetGroup(context)] }) }]
}

function windowGroup({ times }: RuleContext): RuleGroup {
  const { fastIntervalSeconds, rateSeconds } = times
  const rules = fastWindows(times).flatMap((window) => [
    window === rateSeconds
      ? { record: errorRatioRecord(window), expr: `${RECORDS.bad} / (${RECORDS.events} > 0)` }
      : { record: errorRatioRecord(window), expr: ratioOver(RECORDS.bad, RECORDS.events, window) },
    {
      record: badEventsRecord(window),
      expr: `${total(selector(RECORDS.bad, [NOT_AVAILABILITY]), window, fastIntervalSeconds)}\nor\n${total(RECORDS.badSliceErrors, window, fastIntervalSeconds)}`,
    },
    { record: eventsRecord(window), expr: total(RECORDS.events, window, fastIntervalSeconds) },
  ])
  const successes: Rule = { record: RECORDS.successRatio, expr: `1 - ${RECORDS.errors} / (${RECORDS.requests} > 0)` }
  return ruleGroup(BUDGET_GROUPS[0], fastIntervalSeconds, [successes, ...rules])
}

function budgetGroup(context: RuleContext): RuleGroup {
  const { times } = context
  const { slowIntervalSeconds, periodSeconds } = times
  const chunk = (series: string): string =>
    `avg_over_time(${series}[${prometheusDuration(slowIntervalSeconds)}]) * ${decimal(slowIntervalSeconds)}`
  return ruleGroup(BUDGET_GROUPS[1], slowIntervalSeconds, [
    { record: RECORDS.eventsChunk, expr: chunk(RECORDS.events) },
    { record: RECORDS.badChunk, expr: chunk(RECORDS.bad) },
    {
      record: RECORDS.badRequestsChunk,
      expr: `${chunk(selector(RECORDS.bad, [NOT_AVAILABILITY]))}\nor\n${chunk(RECORDS.badSliceErrors)}`,
    },
    ...slowWindows(times).flatMap((window) => [
      { record: errorRatioRecord(window), expr: ratioOver(RECORDS.badChunk, RECORDS.eventsChunk, window) },
      { record: badEventsRecord(window), expr: `sum_over_time(${RECORDS.badRequestsChunk}[${prometheusDuration(window)}])` },
    ]),
    {
      record: RECORDS.budgetRemaining,
      expr: `1 - ${errorRatioRecord(periodSeconds)} / on (${LABEL_SCOPE}, ${LABEL_SLO}) group_left () ${RECORDS.errorBudget}`,
    },
    { record: RECORDS.tokensHourly, expr: `avg_over_time(${RECORDS.tokens}[${context.duration(3600)}])` },
  ])
}

function ratioOver(bad: string, events: string, windowSeconds: number): string {
  const window = prometheusDuration(windowSeconds)
  return `sum_over_time(${bad}[${window}])\n/\n(sum_over_time(${events}[${window}]) > 0)`
}

function total(series: string, windowSeconds: number, intervalSeconds: number): string {
  return `sum_over_time(${series}[${prometheusDuration(windowSeconds)}]) * ${decimal(intervalSeconds)}`
}

import type { AlertDefinition } from '../alerts/alert.ts'
import { alertTable } from '../alerts/alert-table.ts'
import type { Check, Scenario } from '../alerts/scenario.ts'
import { prometheusDuration } from '../promql/prometheus-duration.ts'
import { equal, selector } from '../promql/selector.ts'
import { ALERT_GROUPS, ALERT_RULE_PATH } from './alert-rules.ts'
import { BUDGET_GROUPS, BUDGET_RULE_PATH } from './budget-rules.ts'
import type { GeneratedFile } from './generated-file.ts'
import type { RuleContext } from './rule-context.ts'
import { scopeGroupName, scopeRulePath } from './scope-rules.ts'
import { yamlDocument } from './yaml-document.ts'

/**
 * `tests/*.test.yml` for `promtool test rules`: that each alert fires at the user's own thresholds, not just below, and resolves.
 * A file for each scope and evaluation interval, because promtool evaluates all groups of a file at one interval.
 */
export function ruleTestFiles(context: RuleContext): GeneratedFile[] {
  const alerts = alertTable(context)
  const groups = usedGroups(alerts)
  const cases = alerts.flatMap((alert) => alert.scenarios.map((scenario) => ({ alert, scenario })))
  const files = Map.groupBy(cases, ({ scenario }) => `${scenario.scopeId ?? ''} ${scenario.evaluationSeconds}`)
  return [...files.values()].map((group) => {
    const [first] = group
    if (!first) throw new Error('a group has at least one member')
    const { scopeId, evaluationSeconds } = first.scenario
    const scopeIds = scopeId === undefined ? [] : [scopeId]
    const name = scopeId === undefined ? 'everywhere' : `scope-${scopeId}`
    return {
      path: `tests/${name}-${prometheusDuration(evaluationSeconds)}.test.yml`,
      content: yamlDocument({
        rule_files: [...scopeIds.map(scopeRulePath), BUDGET_RULE_PATH, ALERT_RULE_PATH].map((path) => `../${path}`),
        evaluation_interval: prometheusDuration(evaluationSeconds),
        group_eval_order: [...scopeIds.map(scopeGroupName), ...BUDGET_GROUPS, ...groups],
        tests: group.map(({ alert, scenario }) => toTest(alert, scenario)),
      }),
    }
  })
}

function usedGroups(alerts: readonly AlertDefinition[]): string[] {
  const used = new Set(alerts.map(({ group }) => group as string))
  return ALERT_GROUPS.filter((name) => [...used].some((group) => name === `tokenscope-${group}-alerts`))
}

function toTest({ name }: AlertDefinition, scenario: Scenario): unknown {
  return {
    name: `${name}, ${scenario.name}`,
    interval: prometheusDuration(scenario.sampleSeconds),
    ...(scenario.series.length === 0 ? {} : { input_series: scenario.series }),
    promql_expr_test: scenario.checks.map((check) => toExpectation(name, check)),
  }
}

function toExpectation(name: string, { atSeconds, fires, labels = {} }: Check): unknown {
  const matchers = Object.entries({ alertname: name, alertstate: 'firing', ...labels }).map(([label, value]) => equal(label, value))
  return {
    expr: `count(${selector('ALERTS', matchers)})`,
    eval_time: prometheusDuration(atSeconds),
    exp_samples: fires ? [{ labels: '{}', value: 1 }] : [],
  }
}

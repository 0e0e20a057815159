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
  const cases = alerts.flatMap(({ name, scenarios }) => scenarios.map((scenario): Case => ({ alert: name, scenario })))
  const files = Map.groupBy(cases, ({ scenario }) => `${scenario.scopeId ?? ''} ${scenario.evaluationSeconds}`)
  return [...files.values()].map((group) => {
    const [first] = group
    if (!first) throw new Error('a group has at least one member')
    const { scopeId, evaluationSeconds } = first.scenario
    // What is about no scope reads no records.
    const files = scopeId === undefined ? [] : [scopeRulePath(scopeId), BUDGET_RULE_PATH]
    const before = scopeId === undefined ? [] : [scopeGroupName(scopeId), ...BUDGET_GROUPS]
    const name = scopeId === undefined ? 'everywhere' : `scope-${scopeId}`
    return {
      path: `tests/${name}-${prometheusDuration(evaluationSeconds)}.test.yml`,
      content: yamlDocument({
        rule_files: [...files, ALERT_RULE_PATH].map((path) => `../${path}`),
        evaluation_interval: prometheusDuration(evaluationSeconds),
        group_eval_order: [...before, ...groups],
        tests: toTests(group),
      }),
    }
  })
}

function usedGroups(alerts: readonly AlertDefinition[]): string[] {
  const used = new Set(alerts.map(({ group }) => group as string))
  return ALERT_GROUPS.filter((name) => [...used].some((group) => name === `tokenscope-${group}-alerts`))
}

interface Case {
  readonly alert: string
  readonly scenario: Scenario
}

/** Scenarios that a label tells apart are one test: a rule costs about the same for ten of them as for one. */
function toTests(cases: readonly Case[]): unknown[] {
  const tests = Map.groupBy(cases.entries(), ([i, { scenario }]) =>
    scenario.apartBy === undefined ? `${i}` : `by ${scenario.sampleSeconds}`,
  )
  return [...tests.values()].map((entries) => toTest(entries.map(([, each]) => each)))
}

function toTest(cases: readonly Case[]): unknown {
  const [first] = cases
  if (!first) throw new Error('a group has at least one member')
  const { sampleSeconds, apartBy } = first.scenario
  const apart = cases.map((each, i) => ({ ...each, by: apartBy === undefined ? undefined : `${each.alert} ${i + 1}` }))
  const series = apart.flatMap(({ scenario, by }) =>
    scenario.series.map(({ name, labels, values }) => ({ series: labelled(name, { ...labels, ...labelApart(scenario, by) }), values })),
  )
  return {
    name: apart.map(({ alert, scenario, by }) => `${by ?? alert}: ${scenario.name}`).join('\n'),
    interval: prometheusDuration(sampleSeconds),
    ...(series.length === 0 ? {} : { input_series: series }),
    promql_expr_test: apart.flatMap(({ alert, scenario, by }) =>
      scenario.checks.map((check) => toExpectation(alert, scenario, check, labelApart(scenario, by))),
    ),
  }
}

function labelApart({ apartBy }: Scenario, value: string | undefined): Readonly<Record<string, string>> {
  return apartBy === undefined || value === undefined ? {} : { [apartBy]: value }
}

/** At the last evaluation until then: minutes later nothing would be there to see, whatever fires. */
function toExpectation(
  name: string,
  { evaluationSeconds }: Scenario,
  { atSeconds, fires, labels = {} }: Check,
  by: Readonly<Record<string, string>>,
): unknown {
  return {
    expr: `count(${labelled('ALERTS', { alertname: name, alertstate: 'firing', ...labels, ...by })})`,
    eval_time: prometheusDuration(Math.floor(atSeconds / evaluationSeconds) * evaluationSeconds),
    exp_samples: fires ? [{ labels: '{}', value: 1 }] : [],
  }
}

function labelled(series: string, labels: Readonly<Record<string, string>>): string {
  return selector(
    series,
    Object.entries(labels).map(([label, value]) => equal(label, value)),
  )
}

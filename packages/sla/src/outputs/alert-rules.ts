import type { AlertDefinition, AlertGroup } from '../alerts/alert.ts'
import { alertLinks } from '../alerts/alert-links.ts'
import { alertTable } from '../alerts/alert-table.ts'
import type { GeneratedFile } from './generated-file.ts'
import type { RuleContext } from './rule-context.ts'
import { type Rule, type RuleGroup, ruleGroup } from './rule-group.ts'
import { yamlDocument } from './yaml-document.ts'

export const ALERT_RULE_PATH = 'rules/alerts.rules.yml'

/** Groups in the order in which they are evaluated in tests, with their intervals in production. */
const GROUPS: readonly { readonly group: AlertGroup; readonly seconds: number }[] = [
  { group: 'budget', seconds: 30 },
  { group: 'symptom', seconds: 30 },
  { group: 'absent', seconds: 60 },
  { group: 'hourly', seconds: 240 },
  { group: 'gpu', seconds: 30 },
  { group: 'host', seconds: 30 },
  { group: 'meta', seconds: 30 },
]

export const ALERT_GROUPS: readonly string[] = GROUPS.map(({ group }) => groupName(group))

/** `rules/alerts.rules.yml`: every alert, once for all scopes. */
export function alertRuleFiles(context: RuleContext): GeneratedFile[] {
  const alerts = alertTable(context)
  const groups = GROUPS.map(({ group, seconds }): RuleGroup => {
    const rules = alerts.filter((alert) => alert.group === group).map((alert) => toRule(context, alert))
    return ruleGroup(groupName(group), Math.max(1, seconds / context.times.speed), rules)
  })
  return [{ path: ALERT_RULE_PATH, content: yamlDocument({ groups: groups.filter(({ rules }) => rules.length > 0) }) }]
}

function toRule(context: RuleContext, alert: AlertDefinition): Rule {
  const {
    name,
    expr,
    forSeconds,
    keepFiringForSeconds,
    severity,
    category,
    labels,
    summary,
    description,
    value,
    target,
    burnRate,
    budgetRemaining,
  } = alert
  return {
    alert: name,
    expr,
    ...(forSeconds === undefined ? {} : { for: context.duration(forSeconds) }),
    ...(keepFiringForSeconds === undefined ? {} : { keep_firing_for: context.duration(keepFiringForSeconds) }),
    labels: { severity, category, ...labels },
    annotations: {
      summary,
      description,
      ...(value === undefined ? {} : { value }),
      ...(target === undefined ? {} : { target }),
      ...(burnRate === undefined ? {} : { burn_rate: burnRate }),
      ...(budgetRemaining === undefined ? {} : { budget_remaining: budgetRemaining }),
      ...alertLinks(context.targets.links, alert),
    },
  }
}

function groupName(group: AlertGroup): string {
  return `tokenscope-${group}-alerts`
}

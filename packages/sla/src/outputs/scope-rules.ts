import { RECORDS } from '../burn-rate/records.ts'
import { errorRate, requestRate, scopeLabels } from '../objectives/call-events.ts'
import type { Objective, RecordingRule } from '../objectives/objective.ts'
import { tokenRate } from '../objectives/token-usage.ts'
import { decimal, firstOf, sumBy } from '../promql/combine.ts'
import { LABEL_SCOPE, LABEL_SLO } from '../promql/labels.ts'
import { equal, selector } from '../promql/selector.ts'
import type { GeneratedFile } from './generated-file.ts'
import type { RuleContext, ScopeContext } from './rule-context.ts'
import { type RuleGroup, ruleGroup } from './rule-group.ts'
import { yamlDocument } from './yaml-document.ts'

/** `rules/scope-<id>.rules.yml`: what is read from the applications' series, for one scope. Everything else builds on these records. */
export function scopeRuleFiles(context: RuleContext): GeneratedFile[] {
  return context.scopes.map((scope) => ({
    path: scopeRulePath(scope.scope.id),
    content: yamlDocument({ groups: [scopeGroup(context, scope)] }),
  }))
}

export function scopeRulePath(id: string): string {
  return `rules/scope-${id}.rules.yml`
}

export function scopeGroupName(id: string): string {
  return `tokenscope-scope-${id}`
}

function scopeGroup(context: RuleContext, { scope, objectives }: ScopeContext): RuleGroup {
  const { times } = context
  const of = [equal(LABEL_SCOPE, scope.id)]
  const requests = selector(RECORDS.requests, of)
  const rules: RecordingRule[] = [
    { record: RECORDS.requests, expr: requestRate(scope, times.rateSeconds) },
    { record: RECORDS.errors, expr: firstOf(errorRate(scope, times.rateSeconds), `0 * ${sumBy(scopeLabels(scope), requests)}`) },
    { record: RECORDS.tokens, expr: tokenRate({ scope, times }) },
    ...objectives.flatMap((objective) => objective.rules),
    ...objectives.flatMap(promiseRules),
  ]
  return ruleGroup(
    scopeGroupName(scope.id),
    times.fastIntervalSeconds,
    rules.map(({ record, expr, labels }) => ({ record, expr: context.expr(expr), labels: { [LABEL_SCOPE]: scope.id, ...labels } })),
  )
}

/** What was promised, so that boards and alerts can show it beside what is. */
function promiseRules({ slo, target, words, budget }: Objective): RecordingRule[] {
  const labels = { [LABEL_SLO]: slo }
  const rules: RecordingRule[] = [{ record: RECORDS.target, expr: `vector(${decimal(target)})`, labels: { ...labels, target: words } }]
  if (budget === undefined) return rules
  return [
    ...rules,
    { record: RECORDS.objective, expr: `vector(${decimal(1 - budget)})`, labels },
    { record: RECORDS.errorBudget, expr: `vector(${decimal(budget)})`, labels },
  ]
}

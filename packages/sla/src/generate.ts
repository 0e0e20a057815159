import { alertRuleFiles } from './outputs/alert-rules.ts'
import { alertmanagerFiles } from './outputs/alertmanager.ts'
import { budgetRuleFiles } from './outputs/budget-rules.ts'
import type { GeneratedFile } from './outputs/generated-file.ts'
import { createRuleContext, type GenerateOptions, type RuleContext } from './outputs/rule-context.ts'
import { ruleTestFiles } from './outputs/rule-tests.ts'
import { scopeRuleFiles } from './outputs/scope-rules.ts'
import type { SlaTargets } from './targets/sla-targets.ts'

/** Each makes the files of one kind. */
const OUTPUTS: readonly ((context: RuleContext) => GeneratedFile[])[] = [
  scopeRuleFiles,
  budgetRuleFiles,
  alertRuleFiles,
  ruleTestFiles,
  alertmanagerFiles,
]

/**
 * Everything that watches the targets, as files: Prometheus rules and their tests, Alertmanager's routes, and the rest of {@link OUTPUTS}. Pure: the same
 * targets give the same bytes; nothing is written. Throws a RangeError for a `speed` below 1.
 */
export function generate(targets: SlaTargets, options: GenerateOptions = {}): GeneratedFile[] {
  const context = createRuleContext(targets, options)
  return OUTPUTS.flatMap((files) => files(context))
}

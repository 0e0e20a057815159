import { alertRuleFiles } from './outputs/alert-rules.ts'
import { alertmanagerFiles } from './outputs/alertmanager.ts'
import { budgetRuleFiles } from './outputs/budget-rules.ts'
import { collectorOverlayFiles } from './outputs/collector-overlay.ts'
import type { GeneratedFile } from './outputs/generated-file.ts'
import { grafanaFiles } from './outputs/grafana.ts'
import { histogramBucketFiles } from './outputs/histogram-buckets.ts'
import { createRuleContext, type GenerateOptions, type RuleContext } from './outputs/rule-context.ts'
import { ruleTestFiles } from './outputs/rule-tests.ts'
import { runbookFiles } from './outputs/runbooks.ts'
import { scopeRuleFiles } from './outputs/scope-rules.ts'
import type { SlaTargets } from './targets/sla-targets.ts'

/** Each makes the files of one kind. */
const OUTPUTS: readonly ((context: RuleContext) => GeneratedFile[])[] = [
  scopeRuleFiles,
  budgetRuleFiles,
  alertRuleFiles,
  ruleTestFiles,
  alertmanagerFiles,
  collectorOverlayFiles,
  histogramBucketFiles,
  runbookFiles,
  grafanaFiles,
]

/**
 * Everything that watches the targets, as files: Prometheus rules and their tests, Alertmanager's routes, what the Collector and the
 * SDKs need, runbooks. Pure: the same targets give the same bytes; nothing is written. Throws a RangeError for a `speed` below 1.
 */
export function generate(targets: SlaTargets, options: GenerateOptions = {}): GeneratedFile[] {
  const context = createRuleContext(targets, options)
  return OUTPUTS.flatMap((files) => files(context))
}

export type { Cause } from './advisor/cause.ts'
export type { CurrentBreach } from './advisor/current-breaches.ts'
export { type BreachReport, type ExplainNowOptions, explainNow, type NowReport } from './advisor/explain-now.ts'
export type { BreachKind } from './advisor/facts.ts'
export { type CheckOptions, check } from './check/check.ts'
export {
  type DescribedObjective,
  type DescribedReport,
  describeSlaObjective,
  describeSlaReport,
} from './check/format/describe-sla-report.ts'
export { reportHtml } from './check/format/report-html.ts'
export { reportMarkdown } from './check/format/report-markdown.ts'
export {
  createPrometheusClient,
  type PrometheusClient,
  type PrometheusOptions,
  type RangeTimes,
} from './check/prometheus/prometheus-client.ts'
export { PrometheusError, type PrometheusFault } from './check/prometheus/prometheus-error.ts'
export type { Labels, Sample, Series } from './check/prometheus/to-samples.ts'
export {
  type ObjectiveReport,
  SLA_REPORT_SCHEMA,
  type SlaReport,
  type SlowTrace,
  type StepReport,
  type UnknownReason,
  type Verdict,
} from './check/sla-report.ts'
export { type AlertExplanation, explainAlerts } from './explain-alerts.ts'
export { generate } from './generate.ts'
export { type FromOpenSlo, fromOpenSlo } from './openslo/from-open-slo.ts'
export { type OpenSloText, toOpenSlo } from './openslo/to-open-slo.ts'
export type { GeneratedFile } from './outputs/generated-file.ts'
export type { GenerateOptions } from './outputs/rule-context.ts'
export { startingText } from './schema/starting-text.ts'
export { type TargetKey, type TargetKeyGroup, targetKeys } from './schema/target-keys.ts'
export { SCHEMA_ADDRESS, targetsSchema } from './schema/targets-schema.ts'
export { DEFAULT_TARGETS } from './targets/default-targets.ts'
export { TargetsError } from './targets/document/targets-error.ts'
export { formatProblem, type TargetsProblem } from './targets/document/targets-problem.ts'
export { formatTargets } from './targets/format-targets.ts'
export type {
  BridgeReceiver,
  BridgeRobot,
  EmailReceiver,
  Language,
  MaintenanceWindow,
  NotifyReceiver,
  NotifyTargets,
  PagerDutyReceiver,
  Severity,
  SlackReceiver,
  WebhookReceiver,
  Weekday,
} from './targets/notify-targets.ts'
export { BRIDGE_ROBOTS, SEVERITIES } from './targets/notify-targets.ts'
export { type Inspection, inspectTargets, parseTargets } from './targets/parse-targets.ts'
export type { QuantileTarget, ResourceTargets, SlaLinks, SlaObjectives, SlaScope, SlaTargets } from './targets/sla-targets.ts'
export { AVAILABILITY_SLICE, LEAST_VERDICT_QUANTILE } from './targets/sla-targets.ts'

import { errorRatioRecord, RECORDS } from '../burn-rate/records.ts'
import { LABEL_ENVIRONMENT, LABEL_MODEL, LABEL_PROVIDER, LABEL_SCOPE, LABEL_SERVICE, LABEL_SLO } from '../promql/labels.ts'

/** Pieces of Go templates for annotations, as Prometheus fills them in. */

/** The model and, where it is known, the service that an alert is about. */
export const SUBJECT = `{{ with $labels.${LABEL_MODEL} }}{{ . }}{{ else }}LLM calls{{ end }}{{ with $labels.${LABEL_SERVICE} }} in {{ . }}{{ end }}`

/** The promise in words, looked up by the labels of the alert; `slo` where the alert carries no such label. */
export function promise(slo?: string): string {
  const objective = slo === undefined ? `$labels.${LABEL_SLO}` : `"${slo}"`
  return `{{ with printf "${RECORDS.target}{${LABEL_SCOPE}=%q,${LABEL_SLO}=%q}" $labels.${LABEL_SCOPE} ${objective} | query }}{{ . | first | label "target" }}{{ end }}`
}

/** Labels that tell series of one objective apart: a scope without a model judges each model on its own. Those that are missing are empty. */
const OWN_LABELS: readonly string[] = [LABEL_SCOPE, LABEL_SLO, LABEL_ENVIRONMENT, LABEL_SERVICE, LABEL_PROVIDER, LABEL_MODEL]
const OWN_SELECTOR = `{${OWN_LABELS.map((label) => `${label}=%q`).join(',')}}`
const OWN_VALUES: string = OWN_LABELS.map((label) => `$labels.${label}`).join(' ')

/** Budget that is left of what the alert is about. Spent many times over it is a large number, which is written out. */
export const BUDGET_LEFT: string = `{{ with printf "100 * ${RECORDS.budgetRemaining}${OWN_SELECTOR}" ${OWN_VALUES} | query }}{{ . | first | value | printf "%.1f%%" }}{{ end }}`

/** How many times faster than the budget lasts it burns, over a window, for what the alert is about. */
export function burnRate(windowSeconds: number): string {
  const budget = `${RECORDS.errorBudget}{${LABEL_SCOPE}=%q,${LABEL_SLO}=%q}`
  const query = `${errorRatioRecord(windowSeconds)}${OWN_SELECTOR} / on (${LABEL_SCOPE}, ${LABEL_SLO}) group_left () ${budget}`
  return `{{ with printf "${query}" ${OWN_VALUES} $labels.${LABEL_SCOPE} $labels.${LABEL_SLO} | query }}{{ . | first | value | humanize }}x{{ end }}`
}

export const VALUE = {
  ratio: '{{ $value | humanizePercentage }}',
  seconds: '{{ $value | humanizeDuration }}',
  number: '{{ $value | humanize }}',
} as const

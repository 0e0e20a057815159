import { errorRatioRecord, RECORDS } from '../burn-rate/records.ts'
import { LABEL_MODEL, LABEL_SCOPE, LABEL_SERVICE, LABEL_SLO } from '../promql/labels.ts'

/** Pieces of Go templates for annotations, as Prometheus fills them in. */

/** The model and, where it is known, the service that an alert is about. */
export const SUBJECT = `{{ with $labels.${LABEL_MODEL} }}{{ . }}{{ else }}LLM calls{{ end }}{{ with $labels.${LABEL_SERVICE} }} in {{ . }}{{ end }}`

/** The promise in words, looked up by the labels of the alert; `slo` where the alert carries no such label. */
export function promise(slo?: string): string {
  return lookUp(RECORDS.target, slo, '{{ . | first | label "target" }}')
}

/** Budget that is left, looked up by the labels of the alert. */
export const BUDGET_LEFT: string = lookUp(RECORDS.budgetRemaining, undefined, '{{ . | first | value | humanizePercentage }}')

/** How many times faster than the budget lasts it burns, over a window; looked up by the labels of the alert. */
export function burnRate(windowSeconds: number): string {
  const labels = `{${LABEL_SCOPE}=%q,${LABEL_SLO}=%q}`
  const query = `${errorRatioRecord(windowSeconds)}${labels} / on (${LABEL_SCOPE}, ${LABEL_SLO}) group_left () ${RECORDS.errorBudget}${labels}`
  const of = `$labels.${LABEL_SCOPE} $labels.${LABEL_SLO}`
  return `{{ with printf "${query}" ${of} ${of} | query }}{{ . | first | value | humanize }}x{{ end }}`
}

export const VALUE = {
  ratio: '{{ $value | humanizePercentage }}',
  seconds: '{{ $value | humanizeDuration }}',
  number: '{{ $value | humanize }}',
} as const

function lookUp(series: string, slo: string | undefined, show: string): string {
  const objective = slo === undefined ? `$labels.${LABEL_SLO}` : `"${slo}"`
  return `{{ with printf "${series}{${LABEL_SCOPE}=%q,${LABEL_SLO}=%q}" $labels.${LABEL_SCOPE} ${objective} | query }}${show}{{ end }}`
}

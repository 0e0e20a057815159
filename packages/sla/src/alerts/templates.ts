import { RECORDS } from '../burn-rate/records.ts'
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

/**
 * Budget that is left of what the alert is about, after some words; nothing where no budget is evaluated yet. In the first hours of a window
 * it may be spent hundreds of times over: that says no more.
 */
export function budgetLeft(words = ''): string {
  const query = `printf "100 * ${RECORDS.budgetRemaining}${OWN_SELECTOR}" ${OWN_VALUES} | query`
  return `{{ with ${query} }}${words}{{ $left := . | first | value }}{{ if lt $left -100.0 }}none, spent more than twice{{ else }}{{ printf "%.1f%%" $left }}{{ end }}{{ end }}`
}

/** How many times faster than the budget lasts it burns, by the share of bad events that the alert is about. */
export const BURN_RATE: string = `{{ with ${ofValue('%g / BUDGET')} }}{{ . | first | value | humanize }}x{{ end }}`

/** How long the budget of a whole window would last at that speed. */
export function budgetLasts(periodSeconds: number): string {
  return `{{ with ${ofValue(`${periodSeconds} / (%g / BUDGET)`)} }}{{ . | first | value | humanizeDuration }}{{ end }}`
}

function ofValue(query: string): string {
  const budget = `${RECORDS.errorBudget}{${LABEL_SCOPE}=%q,${LABEL_SLO}=%q}`
  return `printf "${query.replace('BUDGET', budget)}" $value $labels.${LABEL_SCOPE} $labels.${LABEL_SLO} | query`
}

/** What is counted by the objective that the alert is about. */
export const EVENTS: string = `{{ if eq $labels.${LABEL_SLO} "availability" }}the time{{ else }}calls{{ end }}`

export const VALUE = {
  ratio: '{{ $value | humanizePercentage }}',
  seconds: '{{ $value | humanizeDuration }}',
  number: '{{ $value | humanize }}',
} as const

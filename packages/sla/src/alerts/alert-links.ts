import { ATTR_SLA_VERDICT } from '@tokenscope/semconv'
import { LABEL_ENVIRONMENT, LABEL_HOST, LABEL_MODEL, LABEL_SCOPE, LABEL_SERVICE } from '../promql/labels.ts'
import type { SlaLinks } from '../targets/sla-targets.ts'
import type { AlertDefinition } from './alert.ts'

/** Uids of the boards. */
const BOARDS: Readonly<Record<AlertDefinition['board'], string>> = {
  slo: 'tokenscope-slo',
  llm: 'tokenscope-llm',
  tokens: 'tokenscope-tokens',
  gpu: 'tokenscope-gpu',
  host: 'tokenscope-host',
  pipeline: 'tokenscope-pipeline',
}

/** Where an alert leads: runbook, board, traces. Without an address in the targets the runbook is the generated file. */
export function alertLinks({ grafana, jaeger, runbooks }: SlaLinks, { slug, board, traces }: AlertDefinition): Record<string, string> {
  return {
    runbook_url: runbooks === undefined ? `runbooks/${slug}.md` : `${escapeTemplate(runbooks)}/${slug}.md`,
    ...(grafana === undefined ? {} : { dashboard_url: `${escapeTemplate(grafana)}/d/${BOARDS[board]}${boardVariables(board)}` }),
    ...(jaeger === undefined || !traces ? {} : { trace_url: `${escapeTemplate(jaeger)}/search?lookback=1h&limit=50${traceSearch()}` }),
  }
}

/** What each board can be narrowed down by, as its variables are called, and the labels of alerts that say it. */
const CALLS = { environment: LABEL_ENVIRONMENT, service: LABEL_SERVICE, model: LABEL_MODEL }
const VARIABLES: Readonly<Record<AlertDefinition['board'], Readonly<Record<string, string>>>> = {
  slo: { scope: LABEL_SCOPE, environment: LABEL_ENVIRONMENT, model: LABEL_MODEL },
  llm: CALLS,
  tokens: CALLS,
  gpu: { host: LABEL_HOST },
  host: { host: LABEL_HOST },
  pipeline: {},
}

/** The last hours, and what the alert is about, where it says so: an empty value would choose none. */
function boardVariables(board: AlertDefinition['board']): string {
  const chosen = Object.entries(VARIABLES[board]).map(
    ([name, label]) => `{{ with $labels.${label} }}&var-${name}={{ . | urlquery }}{{ end }}`,
  )
  return `?from=now-6h&to=now${chosen.join('')}`
}

/** Jaeger searches in one service; where the alert is about all of them, the person chooses. */
function traceSearch(): string {
  const tags = encodeURIComponent(JSON.stringify({ [ATTR_SLA_VERDICT]: 'breached' }))
  return `{{ with $labels.${LABEL_SERVICE} }}&service={{ . | urlquery }}&tags=${tags}{{ end }}`
}

/** Text that a Go template must not take for its own. */
function escapeTemplate(text: string): string {
  return text.replaceAll('{{', '{{ "{{" }}')
}

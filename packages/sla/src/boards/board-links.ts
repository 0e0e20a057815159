import { ATTR_GEN_AI_REQUEST_MODEL, ATTR_SLA_VERDICT } from '@tokenscope/semconv'
import { alertTable } from '../alerts/alert-table.ts'
import type { RuleContext } from '../outputs/rule-context.ts'
import { LABEL_MODEL, LABEL_SERVICE } from '../promql/labels.ts'
import type { PanelLink } from './panel.ts'

/** Uids of the boards; alerts link to them by these. */
export const BOARD_UIDS = {
  slo: 'tokenscope-slo',
  llm: 'tokenscope-llm',
  model: 'tokenscope-model',
  tokens: 'tokenscope-tokens',
  gpu: 'tokenscope-gpu',
  host: 'tokenscope-host',
  pipeline: 'tokenscope-pipeline',
  alerts: 'tokenscope-alerts',
} as const

/** Which calls to look for. */
export type TraceSearch = 'failed' | 'breached' | 'all'

/**
 * From a point of a series to the traces behind it: Jaeger's search for the service and model of the series, in the time range of the
 * board. None where the targets give no address of Jaeger. Only for series that carry both labels: Jaeger searches in one service.
 */
export function traceLinks({ targets }: RuleContext, search: TraceSearch): PanelLink[] {
  const { jaeger } = targets.links
  if (jaeger === undefined) return []
  const titles = { failed: 'Failed calls in Jaeger', breached: 'Calls that missed the SLA in Jaeger', all: 'Calls in Jaeger' } as const
  const tags = { failed: ['error', 'true'], breached: [ATTR_SLA_VERDICT, 'breached'], all: undefined }[search]
  const model = field(LABEL_MODEL)
  const searched = encodeURIComponent(JSON.stringify({ [ATTR_GEN_AI_REQUEST_MODEL]: MODEL_MARK, ...(tags && { [tags[0]!]: tags[1] }) }))
  const time = `lookback=custom&start=\${__from}000&end=\${__to}000&limit=50`
  const url = `${jaeger}/search?service=${field(LABEL_SERVICE)}&${time}&tags=${searched.replace(MODEL_MARK, model)}`
  return [{ title: titles[search], url, on: 'series' }]
}

/** To the runbooks of alerts, where the targets say where they are, and only of alerts that these targets have. */
export function runbookLinks(context: RuleContext, ...slugs: readonly string[]): PanelLink[] {
  const { runbooks } = context.targets.links
  if (runbooks === undefined) return []
  return alertTable(context)
    .filter(({ slug }) => slugs.includes(slug))
    .map(({ name, slug }) => ({ title: `Runbook of ${name}`, url: `${runbooks}/${slug}.md` }))
}

/** To the board of the model of a series. */
export const MODEL_BOARD_LINK: PanelLink = {
  title: 'This model in detail',
  url: `/d/${BOARD_UIDS.model}?var-model=${field(LABEL_MODEL)}&\${datasource:queryparam}&\${__url_time_range}`,
  on: 'series',
}

const MODEL_MARK = 'MODEL'

function field(label: string): string {
  return `\${__field.labels.${label}:percentencode}`
}

import type { DashboardLink, Panel as GrafanaPanel, GridPos } from '@grafana/grafana-foundation-sdk/dashboard'
import { RATE } from '../chosen-calls.ts'
import { EXTERNAL } from '../external-series.ts'
import type { Panel, PanelLink, QueryPanel } from '../panel.ts'
import { DATASOURCE } from '../variables.ts'
import { grafanaSdk } from './sdk.ts'
import { tablePanel } from './table-panel.ts'
import { thresholdSteps } from './threshold-steps.ts'
import { toLink } from './to-link.ts'
import { heatmapPanel, statPanel, timelinePanel, timeSeriesPanel } from './visualizations.ts'

/** What the builders of all kinds of panels have in common, as far as boards use it. */
interface AnyBuilder {
  id(id: number): AnyBuilder
  gridPos(place: GridPos): AnyBuilder
  build(): GrafanaPanel
}

const KINDS = {
  'time-series': timeSeriesPanel,
  stat: statPanel,
  table: tablePanel,
  heatmap: heatmapPanel,
  timeline: timelinePanel,
} as const

/** A panel without its number and place. */
export function toPanel(panel: Panel): AnyBuilder {
  const { title, description, links = [] } = panel
  const sdk = grafanaSdk()
  if (panel.kind === 'text') {
    const text = new sdk.text.PanelBuilder().mode(sdk.text.TextMode.Markdown).content(panel.content)
    return text.title(title).description(description).links(toLinks(links))
  }
  const builder = KINDS[panel.kind](panel)
  builder
    .title(title)
    .description(description)
    .datasource({ type: 'prometheus', uid: DATASOURCE })
    .targets(panel.queries.map((query, i) => ({ build: () => toQuery(panel, query, i) })))
    .unit(panel.unit)
    .noValue(panel.noValue ?? 'No data')
    .thresholds(thresholdSteps(panel))
  const onPanel = links.filter(({ on }) => on !== 'series')
  // A table has them on its first column.
  const onSeries = panel.kind === 'table' ? [] : links.filter(({ on }) => on === 'series')
  if (onPanel.length > 0) builder.links(toLinks(onPanel))
  if (onSeries.length > 0) builder.dataLinks(toLinks(onSeries))
  if (panel.min !== undefined) builder.min(panel.min)
  if (panel.max !== undefined) builder.max(panel.max)
  if (panel.decimals !== undefined) builder.decimals(panel.decimals)
  if (panel.words !== undefined) builder.mappings([toMapping(panel.words)])
  return builder
}

/**
 * SDKs send metrics once a minute unless told otherwise (OTEL_METRIC_EXPORT_INTERVAL). Grafana makes `$__rate_interval` four times the
 * step, so that there are samples enough in it. What is scraped comes more often, and is left to the data source's own interval.
 */
const APPLICATION_STEP = '1m'
const SCRAPED = new RegExp(String.raw`\b(?:${Object.values(EXTERNAL).join('|')})\b`)

function isSentByApplications(expression: string): boolean {
  return expression.includes(RATE) && !SCRAPED.test(expression)
}

/** `A`, `B`, … */
export function refId(index: number): string {
  return String.fromCodePoint(65 + index)
}

function toQuery({ kind }: QueryPanel, { expr, legend, instant, exemplars }: QueryPanel['queries'][number], index: number) {
  const { prometheus } = grafanaSdk()
  const query = new prometheus.DataqueryBuilder()
    .refId(refId(index))
    .datasource({ type: 'prometheus', uid: DATASOURCE })
    .expr(expr)
    .legendFormat(legend)
    .editorMode(prometheus.QueryEditorMode.Code)
    .exemplar(exemplars ?? false)
  if (instant || kind === 'table') query.instant()
  else query.range()
  if (isSentByApplications(expr)) query.interval(APPLICATION_STEP)
  if (kind === 'table') query.format(prometheus.PromQueryFormat.Table)
  if (kind === 'heatmap') query.format(prometheus.PromQueryFormat.Heatmap)
  return query.build()
}

function toLinks(links: readonly PanelLink[]): { build(): DashboardLink }[] {
  const { dashboard } = grafanaSdk()
  return links.map(({ title, url }) => {
    const link = new dashboard.DashboardLinkBuilder(title).type(dashboard.DashboardLinkType.Link).url(url).targetBlank(!url.startsWith('/'))
    return { build: () => toLink(link) }
  })
}

function toMapping(words: NonNullable<QueryPanel['words']>) {
  const { dashboard } = grafanaSdk()
  const options = Object.fromEntries(Object.entries(words).map(([value, { text, color }], index) => [value, { text, color, index }]))
  return { type: dashboard.MappingType.ValueToText as never, options }
}

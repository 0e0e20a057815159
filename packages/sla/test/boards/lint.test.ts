import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import * as units from '@grafana/grafana-foundation-sdk/units'
import { ALL_METRICS, toPrometheusLabel, toPrometheusName, toPrometheusSeries } from '@tokenscope/semconv'
import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { alertTable } from '../../src/alerts/alert-table.ts'
import { EXTERNAL, EXTERNAL_LABELS } from '../../src/boards/external-series.ts'
import { generate } from '../../src/generate.ts'
import { createRuleContext } from '../../src/outputs/rule-context.ts'
import * as promqlLabels from '../../src/promql/labels.ts'
import type { SlaTargets } from '../../src/targets/sla-targets.ts'
import {
  boardsOf,
  FULL_TARGETS,
  type GrafanaBoard,
  type GrafanaPanel,
  queriesOf,
  SHIPPED_TARGETS,
  WEEK_TARGETS,
} from './generated-boards.ts'
import { parsePromql } from './promql-tree.ts'

const PROMOTED = ['service.name', 'deployment.environment.name', 'host.name'].map(toPrometheusLabel)
const KNOWN_LABELS = new Set<string>([
  ...ALL_METRICS.flatMap(({ attributes }) => attributes.map(toPrometheusLabel)),
  ...PROMOTED,
  ...Object.values(promqlLabels),
  ...Object.values(EXTERNAL_LABELS),
  'tokenscope_sla_verdict',
  'target',
])
const GIVEN_BY_GRAFANA = ['__rate_interval', '__from', '__to', '__url_time_range', '__field', '__data', '__all']

/** As Grafana would send it. */
function filled(expression: string): string {
  return expression.replaceAll('$__rate_interval', '1m').replaceAll(/\$[a-z]\w*/g, '.*')
}

function knownSeries(targets: SlaTargets): Set<string> {
  const rules = generate(targets).filter(({ path }) => /^rules\/.*\.rules\.yml$/.test(path))
  const recorded = rules.flatMap(({ content }) => {
    const { groups } = parse(content) as { groups: { rules: { record?: string }[] }[] }
    return groups.flatMap((group) => group.rules.flatMap(({ record }) => record ?? []))
  })
  // A native histogram has the bare name.
  const ours = ALL_METRICS.flatMap((metric) => [...toPrometheusSeries(metric, 'otlp'), toPrometheusName(metric, 'otlp')])
  return new Set([...ours, ...recorded, ...Object.values(EXTERNAL)])
}

function panelsOf(boards: readonly GrafanaBoard[]): (GrafanaPanel & { readonly place: string })[] {
  return boards.flatMap(({ uid, panels }) =>
    panels.filter(({ type }) => type !== 'row').map((panel) => ({ ...panel, place: `${uid} / ${panel.title}` })),
  )
}

describe.each([
  ['of the default targets', SHIPPED_TARGETS],
  ['of every kind of target', FULL_TARGETS],
  ['of a week and few targets', WEEK_TARGETS],
])('the boards %s', (_, targets) => {
  const boards = boardsOf(targets)
  const panels = panelsOf(boards)
  const queries = queriesOf(boards)

  it('have queries that parse', () => {
    expect(queries.length).toBeGreaterThan(100)
    const faulty = queries.flatMap(({ place, expr }) => parsePromql(filled(expr)).errors.map((error) => `${place}: ${error}`))
    expect(faulty).toEqual([])
  })

  it('ask only for series that somebody gives, by labels that they can have', () => {
    const known = knownSeries(targets)
    const unknown = queries.flatMap(({ place, expr }) => {
      const { names, labels } = parsePromql(filled(expr))
      return [...names.filter((name) => !known.has(name)), ...labels.filter((label) => !KNOWN_LABELS.has(label))].map(
        (name) => `${place}: ${name}`,
      )
    })
    expect(unknown).toEqual([])
  })

  it('use only variables that they define, and define only those that they use', () => {
    const faults = boards.flatMap((board) => {
      const defined = board.templating.list.map(({ name }) => name)
      const text = JSON.stringify(board)
      const used = new Set([...text.matchAll(/\$\{?([A-Za-z_]\w*)/g)].map(([, name = '']) => name))
      const undefinedNames = [...used].filter((name) => !defined.includes(name) && !GIVEN_BY_GRAFANA.includes(name))
      return [
        ...undefinedNames.map((name) => `${board.uid}: no ${name}`),
        ...defined.filter((name) => !used.has(name)).map((name) => `${board.uid}: ${name} is idle`),
      ]
    })
    expect(faults).toEqual([])
  })

  it('explain every panel: title, description, unit, and words for no data', () => {
    const lacking = panels.flatMap((panel) => {
      const { unit, noValue } = panel.fieldConfig?.defaults ?? {}
      const isQuery = panel.type !== 'text'
      return [
        ...(panel.title.length > 2 ? [] : ['title']),
        ...((panel.description ?? '').length > 20 ? [] : ['description']),
        ...(isQuery && !isUnit(unit) ? [`unit ${unit}`] : []),
        ...(isQuery && (noValue ?? '').length < 7 ? ['noValue'] : []),
        ...(isQuery && panel.datasource?.uid !== '$datasource' ? ['datasource'] : []),
      ].map((what) => `${panel.place}: ${what}`)
    })
    expect(lacking).toEqual([])
  })

  it('have numbers that are unique and places that do not overlap', () => {
    for (const { uid, panels: all } of boards) {
      expect(new Set(all.map(({ id }) => id)).size, uid).toBe(all.length)
      const cells = all.flatMap(({ title, gridPos: { x, y, w, h } }) => {
        expect(x + w, `${uid} / ${title}`).toBeLessThanOrEqual(24)
        return Array.from({ length: w * h }, (__, i) => `${x + (i % w)},${y + Math.floor(i / w)}`)
      })
      expect(new Set(cells).size, uid).toBe(cells.length)
    }
  })

  it('lead from every panel of times and failures by service to the traces in Jaeger', () => {
    const byService = panels.filter(
      ({ targets: asked = [], fieldConfig, title }) =>
        asked.some(({ expr }) => expr.startsWith('histogram_quantile') || expr.includes('error_type')) &&
        asked.every(({ legendFormat }) => legendFormat.includes('{{service_name}}')) &&
        ['s', 'ms', 'percentunit'].includes(fieldConfig?.defaults.unit ?? '') &&
        !title.startsWith('GPU'),
    )
    expect(byService.length).toBeGreaterThan(6)
    const { jaeger } = targets.links
    if (jaeger === undefined) return
    const without = byService.filter(
      ({ fieldConfig }) => !fieldConfig?.defaults.links?.some(({ url }) => url.startsWith(`${jaeger}/search?service=`)),
    )
    expect(without.map(({ place }) => place)).toEqual([])
  })

  it('look at four minutes at least where applications send once a minute', () => {
    const asked = boards.flatMap((board) => board.panels.flatMap((panel) => panel.targets ?? []))
    const rates = asked.filter(({ expr }) => expr.includes('$__rate_interval'))
    const step = (name: string) => new Set(rates.filter(({ expr }) => expr.includes(name)).map(({ interval }) => interval))
    expect(step('gen_ai_client_operation_duration_seconds')).toEqual(new Set(['1m']))
    expect(step('tokenscope_sdk_errors_total')).toEqual(new Set(['1m']))
    expect(step('otelcol_receiver_accepted_spans_total')).toEqual(new Set([undefined]))
  })

  it('give the same bytes each time', () => {
    expect(boardsOf(targets)).toEqual(boards)
  })
})

describe('the boards', () => {
  it('are those that alerts link to', () => {
    const uids = boardsOf(FULL_TARGETS).map(({ uid }) => uid)
    const alerts = generate(FULL_TARGETS).find(({ path }) => path === 'rules/alerts.rules.yml')!.content
    const linked = [...alerts.matchAll(/https:\/\/grafana\.example\.com\/d\/([\w-]+)/g)].map(([, uid]) => uid)
    expect(linked.length).toBeGreaterThan(10)
    expect(linked.filter((uid) => !uids.includes(uid ?? ''))).toEqual([])
  })

  it('have the variables that links between them set', () => {
    const boards = boardsOf(FULL_TARGETS)
    const links = [...JSON.stringify(boards).matchAll(/\/d\/([\w-]+)(?:\?var-(\w+)=)?/g)]
    const broken = links.filter(([, uid, variable]) => {
      const board = boards.find((each) => each.uid === uid)
      return !board || (variable !== undefined && !board.templating.list.some(({ name }) => name === variable))
    })
    expect(broken.map(([link]) => link)).toEqual([])
  })

  it('name only runbooks of alerts that there are', () => {
    const slugs = new Set(alertTable(createRuleContext(FULL_TARGETS)).map(({ slug }) => slug))
    const sources = globSync('src/boards/**/*.ts', { cwd: join(import.meta.dirname, '../..') })
    const named = sources.flatMap((file) => [
      ...readFileSync(join(import.meta.dirname, '../..', file), 'utf8').matchAll(/'((?:llm|gpu|system)-[a-z0-9-]+)'/g),
    ])
    const boardNames = ['llm-overview']
    expect(named.length).toBeGreaterThan(20)
    expect(named.map(([, slug]) => slug ?? '').filter((slug) => !slugs.has(slug) && !boardNames.includes(slug))).toEqual([])
  })

  it('have the titles by which runbooks name them', () => {
    const titles = boardsOf(FULL_TARGETS).map(({ title }) => title)
    const runbooks = generate(FULL_TARGETS).filter(({ path }) => path.startsWith('runbooks/'))
    const named = runbooks.flatMap(({ content }) => [...content.matchAll(/board "([^"]+)"/g)].map(([, title = '']) => title))
    expect(named.length).toBeGreaterThan(5)
    expect(named.filter((title) => !titles.includes(title))).toEqual([])
  })

  it('colour at the targets of the user', () => {
    const steps = (title: string): unknown =>
      panelsOf(boardsOf(FULL_TARGETS))
        .find((panel) => panel.title === title)
        ?.fieldConfig?.defaults.thresholds?.steps.map(({ value }) => value)
    expect(steps('Response time')).toEqual([null, 1.28, 5])
    expect(steps('Failed share by service and model')).toEqual([null, 0.001])
    expect(steps('Output tokens per second of a call')).toEqual([null, 20])
    expect(steps('Cost of the last 24 hours')).toEqual([null, 100])
    expect(steps('GPU memory used')).toEqual([null, 0.9, 0.95])
    expect(steps('Memory used')).toEqual([null, 0.85])
    expect(steps('Burn rate, windows of the page')).toEqual([null, 6, 14.4, 172.8])
  })

  it('show nobody’s addresses where the targets give none', () => {
    const text = JSON.stringify(boardsOf({ ...SHIPPED_TARGETS, links: {} }))
    expect(text).not.toContain('http')
  })

  it('take names of models that hold anything', () => {
    const scope = { ...SHIPPED_TARGETS.scopes[0]!, id: 'odd', model: 'a"b\\c\n{{x}}$y' }
    const odd = queriesOf(boardsOf({ ...SHIPPED_TARGETS, scopes: [scope] }))
    expect(odd.flatMap(({ expr }) => parsePromql(filled(expr)).errors)).toEqual([])
  })
})

describe('the linter', () => {
  it('sees a query that does not parse, an unknown series and an unknown label', () => {
    expect(parsePromql('sum(rate(x[5m])').errors.length).toBeGreaterThan(0)
    expect(parsePromql('sum by (a) (b_c{d="e", __name__=~"f|g(_h)?"})')).toEqual({
      errors: [],
      names: ['b_c', 'f', 'g', 'g_h'],
      labels: ['a', 'd'],
    })
  })
})

function isUnit(unit = ''): boolean {
  return unit.startsWith('suffix:') || Object.values(units).some((known) => known === unit)
}

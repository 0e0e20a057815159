import { grafanaFiles } from '../../src/outputs/grafana.ts'
import { createRuleContext, type GenerateOptions } from '../../src/outputs/rule-context.ts'
import { DEFAULT_TARGETS } from '../../src/targets/default-targets.ts'
import { parseTargets } from '../../src/targets/parse-targets.ts'
import type { SlaTargets } from '../../src/targets/sla-targets.ts'

/** A board as Grafana reads it, as far as tests look at it. */
export interface GrafanaBoard {
  readonly uid: string
  readonly title: string
  readonly description: string
  readonly editable: boolean
  readonly templating: { readonly list: readonly GrafanaVariable[] }
  readonly annotations: { readonly list: readonly { readonly name: string; readonly expr: string }[] }
  readonly panels: readonly GrafanaPanel[]
}

export interface GrafanaVariable {
  readonly name: string
  readonly type: string
  readonly query: string | { readonly query: string }
}

export interface GrafanaPanel {
  readonly id: number
  readonly type: string
  readonly title: string
  readonly description?: string
  readonly gridPos: { readonly x: number; readonly y: number; readonly w: number; readonly h: number }
  readonly datasource?: { readonly type: string; readonly uid: string }
  readonly targets?: readonly {
    readonly refId: string
    readonly expr: string
    readonly legendFormat: string
    readonly exemplar: boolean
    readonly interval?: string
  }[]
  readonly fieldConfig?: {
    readonly defaults: {
      readonly unit?: string
      readonly noValue?: string
      readonly links?: readonly { readonly title: string; readonly url: string }[]
      readonly thresholds?: { readonly steps: readonly { readonly value: number | null; readonly color: string }[] }
    }
  }
  readonly links?: readonly { readonly title: string; readonly url: string }[]
  readonly options?: { readonly content?: string }
}

/** What the shipped stack shows: the default targets, and its own addresses. */
export const SHIPPED_TARGETS: SlaTargets = {
  ...DEFAULT_TARGETS,
  links: { grafana: 'http://127.0.0.1:3000', jaeger: 'http://127.0.0.1:16686' },
}

const PROMISES = `
p95_response_time: 3000ms
p99_response_time: 5000ms
availability: 99.5%
error_rate: 0.1%
p95_time_to_first_token: 1280ms
p99_time_to_first_token: 2560ms
output_tokens_per_second: 20
queue_time: 500ms
cost_per_day: 100
links: {grafana: 'https://grafana.example.com', jaeger: 'https://jaeger.example.com', runbooks: 'https://runbooks.example.com'}
`

/** Little promised, over a week: the windows of burn rates are others. */
export const WEEK_TARGETS: SlaTargets = parseTargets('window: 7d\np95_response_time: off\np99_response_time: off\n')

/** Everything that can be promised, of all calls. */
export const PROMISING_TARGETS: SlaTargets = parseTargets(PROMISES)

/** Everything that can be promised, by two scopes. */
export const FULL_TARGETS: SlaTargets = parseTargets(`${PROMISES}
environment: production
scopes:
  - model: qwen3-4b-instruct-2507
  - model: gpt-4o
    service: checkout
    p95_response_time: 1280ms
    p99_response_time: 10240ms
`)

export function boardsOf(targets: SlaTargets, options: GenerateOptions = {}): GrafanaBoard[] {
  return grafanaFiles(createRuleContext(targets, options)).map(({ content }) => JSON.parse(content) as GrafanaBoard)
}

/** Every query of every panel and of the marks on the time axes, with where it stands. */
export function queriesOf(boards: readonly GrafanaBoard[]): { readonly place: string; readonly expr: string }[] {
  return boards.flatMap(({ uid, panels, annotations }) => [
    ...panels.flatMap(({ title, targets = [] }) => targets.map(({ refId, expr }) => ({ place: `${uid} / ${title} / ${refId}`, expr }))),
    ...annotations.list.map(({ name, expr }) => ({ place: `${uid} / marks / ${name}`, expr })),
  ])
}

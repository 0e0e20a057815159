import {
  ALL_METRICS,
  ATTR_GEN_AI_OPERATION_NAME,
  ATTR_GEN_AI_REQUEST_MODEL,
  CLIENT_OPERATION_DURATION,
  SDK_ERRORS,
  toPrometheusName,
} from '@tokenscope/semconv'
import { missingBinaries } from '@tokenscope/stack'
import { type FakeNvidiaSmi, fakeNvidiaSmi, waitFor } from '@tokenscope/testing'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { grafanaFiles } from '../../src/outputs/grafana.ts'
import { createRuleContext } from '../../src/outputs/rule-context.ts'
import { parseTargets } from '../../src/targets/parse-targets.ts'
import { type GrafanaBoard, queriesOf } from '../boards/generated-boards.ts'
import { parsePromql } from '../boards/promql-tree.ts'
import { type LiveSla, startLiveSla } from './live-sla.ts'
import { postCoarseHistogram, postNativeHistograms } from './post-histograms.ts'
import { showFigure } from './show-figure.ts'

const SPEED = 60
/** Everything that can be promised. */
const SLA = `model: gpt-4o-mini
p95_response_time: 640ms
p99_response_time: 1280ms
availability: 99.5%
error_rate: 0.1%
p95_time_to_first_token: 1280ms
output_tokens_per_second: 20
queue_time: 500ms
cost_per_day: 100
links: {grafana: 'https://grafana.example.com', jaeger: 'https://jaeger.example.com'}
notify:
  - {type: webhook, name: heartbeat, url: 'SINK/heartbeat'}
  - {type: webhook, name: people, url: 'SINK/people'}
`

const missing = await missingBinaries(['otelcol', 'jaeger', 'prometheus', 'alertmanager'])

const CALL = { [ATTR_GEN_AI_OPERATION_NAME]: 'chat', [ATTR_GEN_AI_REQUEST_MODEL]: 'gpt-4o-mini' }

/** Series that count what goes wrong; they begin with the first time, and here nothing does. */
const ABSENT: Readonly<Record<string, string>> = {
  otelcol_exporter_enqueue_failed_spans_total: 'a queue of the Collector is full',
  otelcol_exporter_enqueue_failed_metric_points_total: 'a queue of the Collector is full',
  otelcol_exporter_send_failed_spans_total: 'Jaeger refuses spans for good',
  otelcol_exporter_send_failed_metric_points_total: 'Prometheus refuses metrics for good',
  [toPrometheusName(SDK_ERRORS, 'otlp')]: 'the instrumentation itself has failed',
}

describe.skipIf(missing)(missing ?? 'an application on a host with a GPU, and the stack', () => {
  let live: LiveSla
  let nvidiaSmi: FakeNvidiaSmi
  beforeAll(async () => {
    nvidiaSmi = await fakeNvidiaSmi({
      gpus: [{}],
      processes: [{ gpu: 0, pid: 1_000, name: 'model-server', memory: 40_000 }],
      exitAfterPasses: { passes: 30, exitCode: 15 },
    })
    live = await startLiveSla({
      sla: SLA,
      speed: SPEED,
      application: 'every-metric-application.ts',
      args: [nvidiaSmi.command],
      answer: { tokens: 60, gapMs: 10, stalls: [{ at: 5, ms: 150 }], usageCounts: { cachedTokens: 2, reasoningTokens: 3 } },
    })
    live.model.enqueue({ status: 429 }, { status: 500 })
  }, 90_000)
  afterAll(async () => {
    await live?.shutdown()
    await nvidiaSmi?.close()
  })

  it('give every series that rules and boards ask for', async () => {
    const asked = new Set([...ruleExpressions(live), ...boardExpressions()].flatMap((expression) => parsePromql(expression).names))
    const native = ALL_METRICS.filter((metric) => metric.instrument === 'histogram' && asked.has(toPrometheusName(metric, 'otlp')))
    await postNativeHistograms(live.stack.urls.otlpHttp, native)
    await postCoarseHistogram(live.stack.urls.otlpHttp, CLIENT_OPERATION_DURATION, CALL)

    let given: ReadonlySet<string> = new Set()
    const isThere = (name: string): boolean => given.has(name) || name in ABSENT
    await waitFor(
      async () => {
        given = await seriesNames(live)
        return [...asked].every(isThere)
      },
      { timeoutMs: 60_000, intervalMs: 500, what: 'every series' },
    ).catch(() => undefined) // which ones are lacking says more than that some are
    expect([...asked].filter((name) => !isThere(name))).toEqual([])
    expect(Object.keys(ABSENT).filter((name) => !asked.has(name) || given.has(name))).toEqual([])
    showFigure('series that rules and boards ask for, given ones', `${asked.size}, ${[...asked].filter((name) => given.has(name)).length}`)
  }, 120_000)
})

function ruleExpressions({ files }: LiveSla): string[] {
  return files
    .filter(({ path }) => path.startsWith('rules/'))
    .flatMap(({ content }) => (parse(content) as { groups: { rules: { expr: string }[] }[] }).groups)
    .flatMap(({ rules }) => rules.map(({ expr }) => expr))
}

function boardExpressions(): string[] {
  const context = createRuleContext(parseTargets(SLA.replaceAll('SINK', 'http://127.0.0.1:1')), { speed: SPEED })
  const boards = grafanaFiles(context).map(({ content }) => JSON.parse(content) as GrafanaBoard)
  return queriesOf(boards).map(({ expr }) => expr.replaceAll('$__rate_interval', '1m').replaceAll(/\$\w+/g, '.*'))
}

async function seriesNames({ stack }: LiveSla): Promise<ReadonlySet<string>> {
  const answer = await fetch(`${stack.urls.prometheus}/api/v1/label/__name__/values`)
  return new Set(((await answer.json()) as { data: string[] }).data)
}

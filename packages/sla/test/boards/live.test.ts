import { missingBinaries } from '@tokenscope/stack'
import { waitFor } from '@tokenscope/testing'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { boardsOf, PROMISING_TARGETS, queriesOf } from './generated-boards.ts'
import { type LiveStack, startLiveStack } from './live-stack.ts'
import { askPrometheus, exemplarTraces, labelValues } from './prometheus.ts'

/** Every window and interval of the rules is so many times shorter, so that budgets are there within seconds. */
const SPEED = 30
const BUILD_MS = 45 * 60_000

/** Queries that answer nothing while all is well, and why. */
const EMPTY_WHEN_WELL: Readonly<Record<string, string>> = {
  'tokenscope-slo / Series without a bucket at the target / A': 'the SDK has a bucket at each of these targets',
  'tokenscope-pipeline / Failures inside of the SDK / A': 'nothing fails inside of the SDK',
  'tokenscope-pipeline / Reading of GPUs / B': 'the GPUs can be read',
}

const missing = await missingBinaries(['otelcol', 'jaeger', 'prometheus', 'alertmanager'])

describe.skipIf(missing)(`the boards over a real Prometheus after a load${missing ? ` (${missing})` : ''}`, () => {
  const boards = boardsOf(PROMISING_TARGETS, { speed: SPEED })
  const queries = queriesOf(boards)
  let live: LiveStack
  beforeAll(async () => {
    live = await startLiveStack(PROMISING_TARGETS, SPEED)
  }, BUILD_MS)
  afterAll(async () => await live?.shutdown())

  const panelOf = (title: string) => boards.flatMap(({ panels }) => panels).find((panel) => panel.title === title)!
  const queryOf = (title: string): string => panelOf(title).targets![0]!.expr

  /** Queries that give no number. */
  async function unanswered(): Promise<string[]> {
    const empty = await Promise.all(
      queries.map(async ({ place, expr }) => {
        const samples = await askPrometheus(live.prometheus, filled(expr))
        return samples.some(({ value }) => Number.isFinite(value)) ? [] : [place]
      }),
    )
    return empty.flat()
  }

  it('answer every query of every panel with a number', async () => {
    expect(queries.length).toBeGreaterThan(150)
    const expected = Object.keys(EMPTY_WHEN_WELL).sort()
    let left: string[] = []
    const isDone = async (): Promise<boolean> => {
      left = (await unanswered()).sort()
      return left.every((place) => place in EMPTY_WHEN_WELL)
    }
    await waitFor(isDone, { timeoutMs: 45_000, intervalMs: 1_000, what: 'an answer to every query' }).catch(() => undefined)
    expect(left).toEqual(expected)
  }, 60_000)

  it('fill every variable', async () => {
    const variables = boards.flatMap(({ uid, templating }) =>
      templating.list.filter(({ type }) => type === 'query').map((each) => ({ uid, ...each })),
    )
    const values = await Promise.all(
      variables.map(async ({ uid, name, query }) => {
        const [, series = '', label = ''] = /^label_values\((.*), (\w+)\)$/.exec(typeof query === 'string' ? query : query.query) ?? []
        return [`${uid} ${name}`, await labelValues(live.prometheus, filled(series), label)] as const
      }),
    )
    expect(values.filter(([, found]) => found.length === 0)).toEqual([])
    expect(Object.fromEntries(values)).toMatchObject({
      'tokenscope-llm environment': ['test'],
      'tokenscope-llm service': ['desk', 'shop'],
      'tokenscope-llm model': ['gpt-4o', 'qwen3-4b-instruct-2507'],
      'tokenscope-slo scope': ['all'],
      'tokenscope-slo model': ['gpt-4o', 'qwen3-4b-instruct-2507'],
    })
  })

  it('say 0, and not nothing, where calls are made and none fails or stalls', async () => {
    const ofDesk = async (title: string): Promise<number | undefined> => {
      const samples = await askPrometheus(live.prometheus, filled(queryOf(title)))
      return samples.find(({ labels }) => labels.service_name === 'desk')?.value
    }
    expect(await ofDesk('Failed share by service and model')).toBe(0)
    expect(await ofDesk('Stalls by service and model')).toBe(0)
    expect(await ofDesk('Errors by type')).toBeUndefined()
  })

  it('count in totals the callers of both profiles of the conventions', async () => {
    const difference = async (total: string, parts: string): Promise<number | undefined> => {
      const [sample] = await askPrometheus(live.prometheus, filled(`(${queryOf(total)}) - sum(${queryOf(parts)})`))
      return sample?.value
    }
    expect(await difference('Output tokens', 'Output tokens by service and model')).toBeCloseTo(0, 6)
    expect(await difference('Input tokens', 'Input tokens by service and model')).toBeCloseTo(0, 6)
    expect(await difference('Requests', 'Requests by service and model')).toBeCloseTo(0, 6)
  })

  it.each([
    ['Failed share by service and model', ['error', 'true']],
    ['Response time p95 by service and model', ['tokenscope.sla.verdict', 'breached']],
    ['Retries by service and model', ['gen_ai.request.model', 'qwen3-4b-instruct-2507']],
  ])('lead from a point of "%s" to its traces in Jaeger', async (title, [key, value]) => {
    const { fieldConfig } = panelOf(title)
    const link = fieldConfig!.defaults.links!.find(({ url }) => url.startsWith('https://jaeger.example.com/search?'))!
    const address = link.url
      .replace('https://jaeger.example.com/search?', `${live.jaeger}/api/traces?`)
      .replace('${__field.labels.service_name:percentencode}', 'shop')
      .replace('${__field.labels.gen_ai_request_model:percentencode}', 'qwen3-4b-instruct-2507')
      .replace('${__from}', `${Date.now() - 300_000}`)
      .replace('${__to}', `${Date.now() + 60_000}`)
    expect(address).not.toContain('$')
    const { data } = (await (await fetch(address)).json()) as { data: { spans: { tags: { key: string; value: unknown }[] }[] }[] }
    expect(data.length).toBeGreaterThan(3)
    const has = ({ spans }: (typeof data)[number]): boolean =>
      spans.some(({ tags }) => tags.some((tag) => tag.key === key && String(tag.value) === value))
    expect(data.filter((trace) => !has(trace))).toEqual([])
  })

  it('have exemplars that open traces which Jaeger has', async () => {
    const asked = boards.flatMap(({ panels }) => panels.flatMap(({ targets = [] }) => targets.filter(({ exemplar }) => exemplar)))
    expect(asked.length).toBe(1)
    const traces = await waitFor(
      async () => {
        const found = await exemplarTraces(live.prometheus, filled(asked[0]!.expr))
        return found.length > 5 ? found : undefined
      },
      { timeoutMs: 20_000, what: 'exemplars' },
    )
    const oldest = traces.slice(0, 5)
    const isStored = async (trace: string): Promise<boolean> => (await fetch(`${live.jaeger}/api/traces/${trace}`)).ok
    await waitFor(async () => (await Promise.all(oldest.map(isStored))).every(Boolean), { timeoutMs: 15_000, what: 'the traces in Jaeger' })
  }, 45_000)
})

/** As Grafana would send it, with every choice at `All`. */
function filled(expression: string): string {
  return expression.replaceAll('$__rate_interval', '15s').replaceAll(/\$[a-z]\w*/g, '.*')
}

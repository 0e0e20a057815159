import { missingBinaries } from '@tokenscope/stack'
import { waitFor } from '@tokenscope/testing'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type LiveSla, startLiveSla } from './live-sla.ts'
import { showFigure } from './show-figure.ts'

/** An hour of the rules is a minute here, and the answer of the page's short window five seconds. */
const SPEED = 60
const SLA = `model: gpt-4o-mini
service: shop
p95_response_time: 640ms
p99_response_time: 1280ms
availability: 99.5%
error_rate: 0.1%
links: {grafana: 'https://grafana.example.com', jaeger: 'https://jaeger.example.com', runbooks: 'https://wiki.example.com/runbooks'}
notify:
  - {type: webhook, name: people, url: 'SINK/people', severities: [critical]}
`
const PAGE = 'LLMSLOBurnRatePage'
const BEFORE_MS = 90_000

const missing = await missingBinaries(['otelcol', 'jaeger', 'prometheus', 'alertmanager'])

describe.skipIf(missing)(missing ?? 'an application, the stack, the generated rules and routes, and a webhook', () => {
  let live: LiveSla
  let endedAt = 0
  beforeAll(async () => {
    live = await startLiveSla({ sla: SLA, speed: SPEED, application: 'calling-application.ts' })
    await untilWatched(live)
  }, BEFORE_MS)
  afterAll(async () => {
    await live?.shutdown()
  })

  it('pages within two minutes when calls fail, with all that a person needs', async () => {
    const { model, sink } = live
    const startedAt = Date.now()
    model.respond('/chat/completions', { status: 500 })
    const page = await sink.waitForAlert(PAGE, 'firing', { labels: { slo: 'error-rate' }, timeoutMs: 60_000 })
    endedAt = Date.now()
    model.reset()
    showFigure('calls fail: seconds to the page', seconds(startedAt, endedAt))
    expect(page.labels).toEqual({
      alertname: PAGE,
      severity: 'critical',
      category: 'slo',
      slo: 'error-rate',
      slo_scope: expect.stringContaining('gpt-4o-mini'),
      service_name: 'shop',
      deployment_environment_name: 'production',
      gen_ai_request_model: 'gpt-4o-mini',
    })
    expect(page.annotations).toEqual({
      summary: expect.stringMatching(/^gpt-4o-mini in shop, error-rate: [\d.]+% of calls bad, promised is error rate <= 0\.1 %$/),
      description: expect.stringMatching(
        /^At this speed the budget of 12h is gone in [\d.hms ]+; left of it now: .+\. First: was anything/,
      ),
      value: expect.stringMatching(/^[\d.]+%$/),
      target: 'error rate <= 0.1 %',
      burn_rate: expect.stringMatching(/^[\d.]+k?x$/),
      budget_remaining: expect.stringMatching(/^(?:-?[\d.]+%|none, spent more than twice)$/),
      dashboard_url:
        'https://grafana.example.com/d/tokenscope-slo?from=now-6h&to=now&var-scope=gpt-4o-mini-shop&var-environment=production&var-model=gpt-4o-mini',
      runbook_url: 'https://wiki.example.com/runbooks/llm-slo-burn-rate-page.md',
      trace_url:
        'https://jaeger.example.com/search?lookback=1h&limit=50&service=shop&tags=%7B%22tokenscope.sla.verdict%22%3A%22breached%22%7D',
    })
    expect(sink.notifications.every(({ path }) => path === '/people')).toBe(true)
  }, 90_000)

  it('pages when answers are slow, and says of each breach when it is over', async () => {
    const { model, sink } = live
    const startedAt = Date.now()
    model.respond('/chat/completions', { tokens: 5, firstChunkDelayMs: 1_500 })
    const page = await sink.waitForAlert(PAGE, 'firing', { labels: { slo: 'response-time-p99' }, timeoutMs: 90_000 })
    const pagedAt = Date.now()
    expect(page.annotations).toMatchObject({ target: 'p99 <= 1.28 s', burn_rate: expect.stringMatching(/^[\d.]+x$/) })

    model.reset()
    const over = async (slo: string, since: number): Promise<void> => {
      const resolved = await sink.waitForAlert(PAGE, 'resolved', { labels: { slo }, timeoutMs: 90_000 })
      showFigure(`${slo}: seconds from the end of the fault to the message that it is over`, seconds(since, Date.now()))
      expect(Date.parse(resolved.endsAt)).toBeGreaterThan(since)
    }
    showFigure('slow answers: seconds to the page', seconds(startedAt, pagedAt))
    await Promise.all([over('error-rate', endedAt), over('response-time-p99', pagedAt)])
  }, 180_000)
})

/** Resolves once every objective has a budget, and all of it is left. */
async function untilWatched(live: LiveSla): Promise<void> {
  const budgets = 'count(slo:period_error_budget_remaining:ratio == 1) == 4'
  await waitFor(async () => (await query(live, budgets)).length > 0, { timeoutMs: 60_000, what: 'four budgets' })
}

async function query({ stack }: LiveSla, expression: string): Promise<unknown[]> {
  const answer = await fetch(`${stack.urls.prometheus}/api/v1/query?${new URLSearchParams({ query: expression })}`)
  return ((await answer.json()) as { data: { result: unknown[] } }).data.result
}

function seconds(from: number, to: number): string {
  return ((to - from) / 1000).toFixed(1)
}

import { createOtlpSender, type OtlpSender, type SendReport, waitFor } from '@tokenscope/testing'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { decidedTraces, queuedForJaeger } from './readers/collector.ts'
import { type JaegerSpan, searchTraces } from './readers/jaeger.ts'
import { query, queryValue } from './readers/prometheus.ts'
import { showFigures } from './readers/show-figures.ts'
import { PREPARE_MS, stackMissing, startTestStack, type TestStack } from './stack/test-stack.ts'
import { KEPT_KINDS, LLM_TRACES } from './traffic/llm-traces.ts'

const SERVICE = 'mixed'
const CALLS = 2_000
/** Calls of each kind; the rest is ordinary. */
const KEPT = {
  error: 40,
  errorType: 20,
  slow: 40,
  slowStart: 40,
  truncated: 20,
  filtered: 10,
  stalled: 20,
  costly: 10,
  manyTokens: 10,
  forced: 10,
}
const ORDINARY = CALLS - Object.values(KEPT).reduce((a, b) => a + b)

const missing = await stackMissing()

describe.skipIf(missing !== undefined)(
  `tail sampling of 2,000 mixed calls, of which 10 % of the ordinary ones are kept${missing === undefined ? '' : ` (${missing})`}`,
  () => {
    let stack: TestStack
    let sender: OtlpSender
    let report: SendReport
    let kept: Map<string, JaegerSpan[]>
    beforeAll(async () => {
      stack = await startTestStack({ env: { TOKENSCOPE_DECISION_WAIT: '2s' } })
      sender = createOtlpSender({ url: stack.urls.otlpHttp, templates: LLM_TRACES, resource: { 'service.name': SERVICE } })
      report = await sender.send({ ...KEPT, ok: ORDINARY })
      const { collectorMetrics, jaeger } = stack.urls
      const isOver = async (): Promise<boolean> =>
        (await decidedTraces(collectorMetrics)) >= CALLS && (await queuedForJaeger(collectorMetrics)) === 0
      await waitFor(isOver, { timeoutMs: 40_000, intervalMs: 250, what: 'a decision on every trace' })
      kept = await searchTraces(jaeger, SERVICE, CALLS + 1)
    }, PREPARE_MS)
    afterAll(async () => {
      sender?.close()
      await stack?.shutdown()
    })

    it('accepts all of them', () => {
      expect(report.spans).toEqual({ sent: 2 * CALLS, accepted: 2 * CALLS, refused: 0, failed: 0 })
    })

    it.each(KEPT_KINDS)('keeps every call of the kind %s', (kind) => {
      const ids = report.accepted[kind] ?? []
      expect(ids).toHaveLength(KEPT[kind])
      expect(ids.filter((id) => !kept.has(id))).toEqual([])
    })

    it('keeps a tenth of the ordinary ones, within what chance allows', () => {
      const share = (report.accepted.ok ?? []).filter((id) => kept.has(id)).length
      // Binomial, p = 0.1: 4.5 standard deviations to each side; once in 150,000 runs it is outside.
      const expected = ORDINARY * 0.1
      const margin = 4.5 * Math.sqrt(expected * 0.9)
      showFigures('recall', { ordinary: ORDINARY, kept: share, expected, margin })
      expect(share).toBeGreaterThan(expected - margin)
      expect(share).toBeLessThan(expected + margin)
    })

    it('keeps whole traces, and nothing that was not sent', () => {
      const sent = new Set(Object.values(report.accepted).flat())
      expect([...kept.keys()].filter((id) => !sent.has(id))).toEqual([])
      expect(
        [...kept.values()].map((spans) => spans.map(({ name }) => name)).filter((names) => `${names}` !== 'POST /chat,chat gpt-4o-mini'),
      ).toEqual([])
    })

    it('counts all of them before sampling, with the verdict', async () => {
      const { prometheus } = stack.urls
      const calls = `traces_span_metrics_calls_total{service_name="${SERVICE}"`
      await waitFor(async () => (await queryValue(prometheus, `sum(${calls}})`)) === 2 * CALLS, {
        timeoutMs: 30_000,
        what: 'all spans counted in Prometheus',
      })
      const verdicts = await query(prometheus, `sum by (tokenscope_sla_verdict) (${calls}, span_kind="SPAN_KIND_CLIENT"})`)
      expect(Object.fromEntries(verdicts.map(({ labels, value }) => [labels.tokenscope_sla_verdict, value]))).toEqual({
        breached: KEPT.error + KEPT.errorType + KEPT.slow + KEPT.slowStart,
        met: CALLS - KEPT.error - KEPT.errorType - KEPT.slow - KEPT.slowStart,
      })
      // le is in milliseconds, as Jaeger's Monitor page reads it: `slow` calls are the ones above 3 s.
      const below = `traces_span_metrics_duration_milliseconds_bucket{service_name="${SERVICE}", span_kind="SPAN_KIND_CLIENT", le="3000"}`
      expect(await queryValue(prometheus, `sum(${below})`)).toBe(CALLS - KEPT.slow)
    }, 60_000)
  },
)

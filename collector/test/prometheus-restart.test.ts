import { setTimeout as delay } from 'node:timers/promises'
import { createOtlpSender, type OtlpSender, waitFor } from '@tokenscope/testing'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { queryValue, samplesOf } from './readers/prometheus.ts'
import { showFigures } from './readers/show-figures.ts'
import { PREPARE_MS, stackMissing, startTestStack, type TestStack } from './stack/test-stack.ts'
import { LLM_TRACES } from './traffic/llm-traces.ts'

/** How often the Collector hands its counts on: `metrics_flush_interval`. */
const FLUSH_S = 5
/** Two of them fall into it. */
const OUTAGE_MS = 11_000

const missing = await stackMissing()

describe.skipIf(missing !== undefined)(`Prometheus is killed and started again${missing === undefined ? '' : ` (${missing})`}`, () => {
  let stack: TestStack
  let sender: OtlpSender
  beforeAll(async () => {
    stack = await startTestStack({ components: ['collector', 'prometheus'] })
    sender = createOtlpSender({ url: stack.urls.otlpHttp, templates: LLM_TRACES, resource: { 'service.name': 'steady' }, batchSize: 10 })
  }, PREPARE_MS)
  afterAll(async () => {
    sender?.close()
    await stack?.shutdown()
  })

  it('has every call in its counters, and the samples of the outage too', async () => {
    const { prometheus } = stack.urls
    const series = 'traces_span_metrics_calls_total{service_name="steady", span_kind="SPAN_KIND_CLIENT"}'
    const sending = sender.sendSteadily({ spansPerSecond: 200, seconds: 26, mix: { ok: 1 } })
    await waitFor(async () => ((await queryValue(prometheus, series)) ?? 0) > 0, { timeoutMs: 15_000, what: 'first samples' })
    await stack.component('prometheus').kill('SIGKILL')
    const from = Date.now() / 1000
    await delay(OUTAGE_MS)
    await stack.component('prometheus').start()
    const to = Date.now() / 1000

    const report = await sending
    expect(report.spans.accepted).toBe(report.spans.sent)
    const calls = report.spans.accepted / 2
    await waitFor(async () => (await queryValue(prometheus, series)) === calls, { timeoutMs: 30_000, what: `${calls} calls in Prometheus` })

    const samples = await samplesOf(prometheus, series, 120)
    const values = samples.map(([, value]) => value)
    expect(values).toEqual(values.toSorted((a, b) => a - b))
    // The Collector's queue kept the samples of the outage, with the times at which they were taken.
    expect(samples.filter(([at]) => at > from && at < to).length).toBeGreaterThanOrEqual(2)
    const gaps = samples.slice(1).map(([at], i) => at - samples[i]![0])
    showFigures('Prometheus killed', { outageSeconds: to - from, gaps })
    expect(Math.max(...gaps)).toBeLessThan(2 * FLUSH_S)
  }, 90_000)
})

import { createOtlpSender, type OtlpSender, type SteadyReport, waitFor } from '@tokenscope/testing'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { collectorMetrics, sumOf } from './readers/collector.ts'
import { type ProcessUsage, watchProcess } from './readers/process-usage.ts'
import { queryValue } from './readers/prometheus.ts'
import { showFigures } from './readers/show-figures.ts'
import { PREPARE_MS, stackMissing, startTestStack, type TestStack } from './stack/test-stack.ts'
import { LLM_TRACES } from './traffic/llm-traces.ts'

const PACE = { spansPerSecond: 20_000, seconds: 60 }
/** Of 100 calls. */
const MIX = { ok: 98, error: 1, slow: 1 }
/** `limit_mib` of the memory limiter, and what the process has besides its heap. */
const MEMORY_LIMIT_MIB = 1024 * 1.25

const missing = process.platform === 'linux' ? await stackMissing() : 'skipped: needs Linux, whose /proc says what a process uses'

/** Ten thousand traces a second, of two spans and ten events each: 950 bytes a span. */
describe.skipIf(missing !== undefined)(`20,000 spans a second for a minute${missing === undefined ? '' : ` (${missing})`}`, () => {
  let stack: TestStack
  let sender: OtlpSender
  let report: SteadyReport
  let usage: ProcessUsage
  beforeAll(async () => {
    stack = await startTestStack({ components: ['collector', 'jaeger', 'prometheus'] })
    const resource = { 'service.name': 'load' }
    sender = createOtlpSender({
      url: stack.urls.otlpHttp,
      templates: LLM_TRACES,
      resource,
      batchSize: 100,
      concurrency: 64,
      timeoutMs: 60_000,
    })
    const sending = sender.sendSteadily({ ...PACE, mix: MIX })
    usage = await watchProcess(stack.component('collector').pid, sending)
    report = await sending
    showFigures('20,000 spans a second', { ...report, usage })
  }, PREPARE_MS)
  afterAll(async () => {
    sender?.close()
    await stack?.shutdown()
  })

  it('answers every request: accepted, or refused with back-pressure', () => {
    const { sent, accepted, refused, failed } = report.spans
    expect(sent).toBe(accepted + refused)
    expect(failed).toBe(0)
    // What the pace asked for and the answers came too slowly for is the sender's queue, and not silent.
    expect(sent + report.behind).toBeGreaterThanOrEqual(PACE.spansPerSecond * PACE.seconds)
    expect(report.problems.filter((problem) => !/^(429|503)/.test(problem))).toEqual([])
    expect(accepted).toBeGreaterThan(0)
  })

  it('counts each accepted span, in its own metrics and in those that spans become', async () => {
    const metrics = await collectorMetrics(stack.urls.collectorMetrics)
    expect(sumOf(metrics, 'otelcol_receiver_accepted_spans_total')).toBe(report.spans.accepted)
    const spans = 'sum(traces_span_metrics_calls_total{service_name="load"})'
    await waitFor(async () => (await queryValue(stack.urls.prometheus, spans)) === report.spans.accepted, {
      timeoutMs: 60_000,
      intervalMs: 500,
      what: `${report.spans.accepted} spans counted in Prometheus`,
    })
  }, 90_000)

  it('keeps every error and every breach, and hands each kept span to Jaeger or to its queue', async () => {
    const kept = (policy: string): Promise<number> =>
      collectorMetrics(stack.urls.collectorMetrics).then((metrics) =>
        sumOf(metrics, 'otelcol_processor_tail_sampling_count_traces_sampled_total', { policy, sampled: 'true' }),
      )
    await waitFor(async () => (await kept('error-status')) === report.traces.error, { timeoutMs: 30_000, what: 'all errors to be kept' })
    await waitFor(async () => (await kept('sla-breach')) >= report.traces.slow!, { timeoutMs: 30_000, what: 'all breaches to be kept' })
    const metrics = await collectorMetrics(stack.urls.collectorMetrics)
    for (const reason of ['enqueue_failed', 'send_failed'])
      expect([reason, sumOf(metrics, `otelcol_exporter_${reason}_spans_total`)]).toEqual([reason, 0])
  }, 90_000)

  it('stays within the memory that it was given', () => {
    expect(usage.peakMemoryMib).toBeLessThan(MEMORY_LIMIT_MIB)
    expect(stack.component('collector').running).toBe(true)
  })
})

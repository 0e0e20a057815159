import { createOtlpSender, type OtlpSender, type SteadyReport, waitFor } from '@tokenscope/testing'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { collectorMetrics, sumOf } from './readers/collector.ts'
import { fetchTrace } from './readers/jaeger.ts'
import { type ProcessUsage, watchProcess } from './readers/process-usage.ts'
import { showFigures } from './readers/show-figures.ts'
import { PREPARE_MS, stackMissing, startTestStack, type TestStack } from './stack/test-stack.ts'
import { LLM_TRACES } from './traffic/llm-traces.ts'

const MEMORY_LIMIT_MIB = 400

const missing = process.platform === 'linux' ? await stackMissing() : 'skipped: needs Linux, whose /proc says what a process uses'

/** 120 requests of 500 spans at a time, which is far more than so little memory holds. */
describe.skipIf(missing !== undefined)(
  `more spans at a time than the Collector's memory has room for${missing === undefined ? '' : ` (${missing})`}`,
  () => {
    let stack: TestStack
    let sender: OtlpSender
    let report: SteadyReport
    let usage: ProcessUsage
    beforeAll(async () => {
      stack = await startTestStack({
        env: { TOKENSCOPE_MEMORY_LIMIT_MIB: `${MEMORY_LIMIT_MIB}`, TOKENSCOPE_DECISION_WAIT: '2s' },
        components: ['collector', 'jaeger'],
      })
      const resource = { 'service.name': 'crowd' }
      sender = createOtlpSender({
        url: stack.urls.otlpHttp,
        templates: LLM_TRACES,
        resource,
        batchSize: 250,
        concurrency: 120,
        timeoutMs: 120_000,
      })
      const sending = sender.sendSteadily({ spansPerSecond: 100_000, seconds: 4, mix: { ok: 98, error: 2 } })
      usage = await watchProcess(stack.component('collector').pid, sending)
      report = await sending
      showFigures('more than there is room for', { ...report, usage })
    }, PREPARE_MS)
    afterAll(async () => {
      sender?.close()
      await stack?.shutdown()
    })

    it('are accepted or refused with 503, and each refusal is counted', async () => {
      const { sent, accepted, refused, failed } = report.spans
      expect([sent - accepted - refused, failed]).toEqual([0, 0])
      expect(accepted).toBeGreaterThan(0)
      expect(refused).toBeGreaterThan(0)
      expect(report.problems).toEqual(['503: data refused due to high memory usage'])
      const metrics = await collectorMetrics(stack.urls.collectorMetrics)
      expect(sumOf(metrics, 'otelcol_receiver_accepted_spans_total')).toBe(accepted)
      expect(sumOf(metrics, 'otelcol_receiver_refused_spans_total')).toBe(refused)
    })

    it('do not end it: it takes data again as soon as there is room', async () => {
      // The limit is asked for once a second: what comes in between is on top of it.
      expect(usage.peakMemoryMib).toBeLessThan(MEMORY_LIMIT_MIB * 3)
      expect(stack.component('collector').running).toBe(true)
      const [traceId] = await waitFor(
        async () => {
          const { accepted } = await sender.send({ forced: 1 })
          return accepted.forced
        },
        { timeoutMs: 30_000, intervalMs: 500, what: 'a trace to be accepted' },
      )
      expect(await waitFor(() => fetchTrace(stack.urls.jaeger, traceId!), { timeoutMs: 30_000, what: 'the trace in Jaeger' })).toHaveLength(
        2,
      )
    }, 70_000)
  },
)

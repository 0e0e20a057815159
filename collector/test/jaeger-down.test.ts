import { createOtlpSender, type FakeOpenAI, type OtlpSender, startFakeOpenAI, waitFor } from '@tokenscope/testing'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { runChatApplication } from './application/run-chat-application.ts'
import { collectorMetric, decidedTraces, queuedForJaeger } from './readers/collector.ts'
import { fetchTrace, searchTraces } from './readers/jaeger.ts'
import { PREPARE_MS, stackMissing, startTestStack, type TestStack } from './stack/test-stack.ts'
import { LLM_TRACES } from './traffic/llm-traces.ts'

const DECISION_WAIT_S = 3

const missing = await stackMissing()

/** All calls are kept, so that what is missing was lost, and by nobody's choice. */
describe.skipIf(missing !== undefined)(`Jaeger is down for a while ${missing ?? ''}`, () => {
  let stack: TestStack
  let model: FakeOpenAI
  const senders: OtlpSender[] = []
  beforeAll(async () => {
    model = await startFakeOpenAI()
    stack = await startTestStack({
      env: { TOKENSCOPE_DECISION_WAIT: `${DECISION_WAIT_S}s`, TOKENSCOPE_SAMPLING_PERCENTAGE: '100' },
      components: ['collector', 'jaeger'],
    })
  }, PREPARE_MS)
  afterAll(async () => {
    for (const sender of senders) sender.close()
    await stack?.shutdown()
    await model?.close()
  })
  function senderOf(service: string): OtlpSender {
    const sender = createOtlpSender({ url: stack.urls.otlpHttp, templates: LLM_TRACES, resource: { 'service.name': service } })
    senders.push(sender)
    return sender
  }
  const decided = (): Promise<number> => decidedTraces(stack.urls.collectorMetrics)

  it('loses nothing, and the application does not notice', async () => {
    const before = await decided()
    await stack.component('jaeger').kill()
    const application = { collector: stack.urls.otlpHttp, model, service: 'unaware', calls: 10 }
    const [{ spans, answers }, report] = await Promise.all([
      runChatApplication(application),
      senderOf('patient').send({ ok: 300, error: 200 }),
    ])
    expect(answers.filter((answer) => typeof answer === 'string')).toEqual([])
    expect(report.spans).toEqual({ sent: 1_000, accepted: 1_000, refused: 0, failed: 0 })
    await waitFor(async () => (await decided()) - before === 510, { timeoutMs: 20_000, what: 'a decision on all traces' })
    expect(await queuedForJaeger(stack.urls.collectorMetrics)).toBeGreaterThan(0)

    await stack.component('jaeger').start()
    await waitFor(async () => (await searchTraces(stack.urls.jaeger, 'patient', 1_000)).size === 500, {
      timeoutMs: 30_000,
      intervalMs: 250,
      what: '500 traces in Jaeger',
    })
    for (const { traceId } of spans) expect(await fetchTrace(stack.urls.jaeger, traceId)).toHaveLength(1)
    expect(await collectorMetric(stack.urls.collectorMetrics, 'otelcol_exporter_enqueue_failed_spans_total')).toBe(0)
  }, 90_000)

  it('a Collector killed meanwhile delivers all that was decided before; what it still waited for is lost', async () => {
    const before = await decided()
    await stack.component('jaeger').kill()
    const sender = senderOf('killed')
    const early = await sender.send({ ok: 200, error: 200 })
    await waitFor(async () => (await decided()) - before === 400, { timeoutMs: 20_000, what: 'a decision on the early traces' })
    const late = await sender.send({ ok: 200, error: 200 })
    // Errors are decided as they come; ordinary calls wait for the rest of their trace.
    await waitFor(async () => (await decided()) - before === 600, {
      timeoutMs: DECISION_WAIT_S * 1000,
      what: 'a decision on the late errors',
    })
    await stack.component('collector').kill('SIGKILL')
    await stack.component('collector').start()
    await stack.component('jaeger').start()

    const idsOf = (kind: string): string[] => [...(early.accepted[kind] ?? []), ...(late.accepted[kind] ?? [])]
    const decidedIds = [...idsOf('error'), ...(early.accepted.ok ?? [])]
    const arrived = await waitFor(
      async () => {
        const traces = await searchTraces(stack.urls.jaeger, 'killed', 1_000)
        return decidedIds.every((id) => traces.has(id)) ? traces : undefined
      },
      { timeoutMs: 30_000, intervalMs: 250, what: '600 decided traces in Jaeger' },
    )
    expect(decidedIds).toHaveLength(600)
    const lost = (late.accepted.ok ?? []).filter((id) => !arrived.has(id))
    // Sent and neither decided nor delivered: the count of the loss is what was accepted less what arrived.
    expect(early.spans.accepted + late.spans.accepted - 2 * arrived.size).toBe(2 * lost.length)
    expect(lost).toHaveLength(200)
  }, 90_000)
})

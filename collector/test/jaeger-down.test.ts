import { createOtlpSender, type FakeOpenAI, type OtlpSender, startFakeOpenAI, waitFor } from '@tokenscope/testing'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { runChatApplication } from './application/run-chat-application.ts'
import { collectorMetric, keptTraces, queuedForJaeger } from './readers/collector.ts'
import { fetchTrace, searchTraces } from './readers/jaeger.ts'
import { showFigures } from './readers/show-figures.ts'
import { PREPARE_MS, stackMissing, startTestStack, type TestStack } from './stack/test-stack.ts'
import { LLM_TRACES } from './traffic/llm-traces.ts'
import { newTraceId, type PlainSpan, postSpans } from './traffic/post-spans.ts'

const missing = await stackMissing()

/** Of ordinary calls nothing is kept, so that chance plays no part: what is missing of the others was lost. */
describe.skipIf(missing !== undefined)(`Jaeger is down for a while${missing === undefined ? '' : ` (${missing})`}`, () => {
  let stack: TestStack
  let model: FakeOpenAI
  const senders: OtlpSender[] = []
  beforeAll(async () => {
    model = await startFakeOpenAI({ script: { finishReason: 'length' } }) // an answer that was cut is kept
    const env = { TOKENSCOPE_DECISION_WAIT: '30s', TOKENSCOPE_SAMPLING_PERCENTAGE: '0' }
    stack = await startTestStack({ env, components: ['collector', 'jaeger'] })
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
  const kept = (): Promise<number> => keptTraces(stack.urls.collectorMetrics)

  it('loses nothing, and the application does not notice', async () => {
    const before = await kept()
    await stack.component('jaeger').kill()
    const application = { collector: stack.urls.otlpHttp, model, service: 'unaware', calls: 10 }
    const [{ spans, answers }, report] = await Promise.all([
      runChatApplication(application),
      senderOf('patient').send({ slow: 300, error: 200 }),
    ])
    expect(answers.filter((answer) => typeof answer === 'string')).toEqual([])
    expect(report.spans).toEqual({ sent: 1_000, accepted: 1_000, refused: 0, failed: 0 })
    await waitFor(async () => (await kept()) - before === 510, { timeoutMs: 20_000, what: 'a decision on all traces' })
    expect(await queuedForJaeger(stack.urls.collectorMetrics)).toBeGreaterThan(0)

    await stack.component('jaeger').start()
    await waitFor(async () => (await searchTraces(stack.urls.jaeger, 'patient', 1_000)).size === 500, {
      timeoutMs: 30_000,
      intervalMs: 250,
      what: '500 traces in Jaeger',
    })
    const patient = await searchTraces(stack.urls.jaeger, 'patient', 1_000)
    expect([...patient.values()].filter((trace) => trace.length !== 2)).toEqual([])
    for (const { traceId } of spans) expect(await fetchTrace(stack.urls.jaeger, traceId)).toHaveLength(1)
    expect(await collectorMetric(stack.urls.collectorMetrics, 'otelcol_exporter_enqueue_failed_spans_total')).toBe(0)
  }, 90_000)

  it('a Collector killed meanwhile delivers all that was decided before; what still waited for a reason to be kept is lost', async () => {
    const { otlpHttp, jaeger } = stack.urls
    const before = await kept()
    await stack.component('jaeger').kill()
    // Half a trace each, with nothing in it that would keep it; the error comes after the kill.
    const undecided = Array.from({ length: 100 }, () => ({ traceId: newTraceId(), spanId: newTraceId().slice(16) }))
    const service = { 'service.name': 'killed' }
    expect(
      await postSpans(
        otlpHttp,
        service,
        undecided.map((ids) => ({ ...ids, name: 'first half', kind: 'SERVER' })),
      ),
    ).toBe(200)
    const report = await senderOf('killed').send({ error: 200, slow: 100, forced: 100 })
    await waitFor(async () => (await kept()) - before === 400, { timeoutMs: 10_000, what: 'a decision on the 400' })
    await stack.component('collector').kill('SIGKILL')
    await stack.component('collector').start()
    await stack.component('jaeger').start()
    const secondHalves = undecided.map(({ traceId, spanId }): PlainSpan => {
      return { traceId, parentSpanId: spanId, name: 'second half', kind: 'CLIENT', status: { code: 'ERROR' } }
    })
    expect(await postSpans(otlpHttp, service, secondHalves)).toBe(200)

    const arrived = await waitFor(
      async () => {
        const traces = await searchTraces(jaeger, 'killed', 1_000)
        return traces.size === 500 ? traces : undefined
      },
      { timeoutMs: 30_000, intervalMs: 250, what: '500 traces in Jaeger' },
    )
    const namesOf = (id: string): string => `${arrived.get(id)?.map(({ name }) => name)}`
    const decided = Object.values(report.accepted).flat()
    showFigures('killed', { decided: decided.length, arrived: decided.filter((id) => arrived.has(id)).length, undecided: undecided.length })
    expect(decided).toHaveLength(400)
    expect(decided.filter((id) => namesOf(id) !== 'POST /chat,chat gpt-4o-mini')).toEqual([])
    expect(undecided.filter(({ traceId }) => namesOf(traceId) !== 'second half')).toEqual([])
    // What was lost is known: accepted less arrived.
    const spans = [...arrived.values()].flat().length
    expect(report.spans.accepted + undecided.length + secondHalves.length - spans).toBe(100)
  }, 90_000)
})

import { PORTS } from '@tokenscope/stack'
import { createOtlpSender, type OtlpSender, waitFor } from '@tokenscope/testing'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { collectorMetric, keptTraces } from './readers/collector.ts'
import { type JaegerSpan, searchTraces } from './readers/jaeger.ts'
import { queryValue } from './readers/prometheus.ts'
import { freePorts } from './stack/free-ports.ts'
import { type StartedCollector, startCollector } from './stack/start-collector.ts'
import { PREPARE_MS, stackMissing, startTestStack, type TestStack } from './stack/test-stack.ts'
import { LLM_TRACES } from './traffic/llm-traces.ts'

const missing = await stackMissing()

describe.skipIf(missing !== undefined)(`two gateways and two samplers${missing === undefined ? '' : ` (${missing})`}`, () => {
  let stack: TestStack
  let gateways: StartedCollector[] = []
  let samplers: StartedCollector[] = []
  const senders: OtlpSender[] = []
  beforeAll(async () => {
    const [jaegerOtlp] = await freePorts(1)
    const anywhere = Object.fromEntries(Object.keys(PORTS).map((name) => [name, 0]))
    stack = await startTestStack({ components: ['jaeger', 'prometheus'], ports: { ...anywhere, jaegerOtlp: jaegerOtlp ?? 0 } })
    const backends = {
      TOKENSCOPE_JAEGER_OTLP: `127.0.0.1:${jaegerOtlp}`,
      TOKENSCOPE_PROMETHEUS_URL: stack.urls.prometheus,
      TOKENSCOPE_SAMPLING_PERCENTAGE: '0',
    }
    // While a sampler is away, spans for the other one wait too where they lie in the same batch: traces are judged once all of it is there.
    const patience = 'yaml:processors::tail_sampling::decision_wait_after_root_received: 120s'
    const sampler = ['single-node.yaml', 'sampler.yaml', 'sla.yaml', patience]
    samplers = await Promise.all([startCollector(sampler, backends), startCollector(sampler, backends)])
    const env = { ...backends, TOKENSCOPE_SAMPLERS: samplers.map(({ otlpGrpc }) => otlpGrpc).join(',') }
    const gateway = ['single-node.yaml', 'gateway.yaml', 'sla.yaml']
    gateways = await Promise.all([startCollector(gateway, env), startCollector(gateway, env)])
  }, PREPARE_MS)
  afterAll(async () => {
    for (const sender of senders) sender.close()
    await Promise.all([...gateways, ...samplers].map((collector) => collector[Symbol.asyncDispose]()))
    await stack?.shutdown()
  })
  /** Sends the first span of each trace through one gateway and the second through the other. */
  function senderOf(service: string): OtlpSender {
    const url = gateways.map(({ otlpHttp }) => otlpHttp)
    const sender = createOtlpSender({ url, templates: LLM_TRACES, resource: { 'service.name': service }, batchSize: 50 })
    senders.push(sender)
    return sender
  }
  const received = (): Promise<number[]> =>
    Promise.all(
      samplers.map(({ metricsUrl }) => collectorMetric(metricsUrl, 'otelcol_processor_tail_sampling_new_trace_id_received_total')),
    )
  const whole = (traces: ReadonlyMap<string, readonly JaegerSpan[]>, ids: readonly string[]): number =>
    ids.filter((id) => `${traces.get(id)?.map(({ name }) => name)}` === 'POST /chat,chat gpt-4o-mini').length

  it('bring the spans of a trace together in one sampler, whichever gateway they came through', async () => {
    const report = await senderOf('spread').send({ error: 150, slow: 100, forced: 50, ok: 700 })
    expect(report.spans).toEqual({ sent: 2_000, accepted: 2_000, refused: 0, failed: 0 })
    await waitFor(async () => (await received()).reduce((a, b) => a + b) >= 1_000, {
      timeoutMs: 20_000,
      what: '1,000 traces in the samplers',
    })
    const kept = [...(report.accepted.error ?? []), ...(report.accepted.slow ?? []), ...(report.accepted.forced ?? [])]
    const traces = await waitFor(
      async () => {
        const found = await searchTraces(stack.urls.jaeger, 'spread', 2_000)
        return whole(found, kept) === 300 ? found : undefined
      },
      { timeoutMs: 30_000, intervalMs: 500, what: '300 whole traces in Jaeger' },
    )
    expect(traces.size).toBe(300)
    // No trace was in both, and both had their share.
    const counts = await received()
    expect(counts.reduce((a, b) => a + b)).toBe(1_000)
    expect(Math.min(...counts)).toBeGreaterThan(200)
  }, 90_000)

  it('count each span once, although two gateways count', async () => {
    const spans = 'sum(traces_span_metrics_calls_total{service_name="spread"})'
    await waitFor(async () => (await queryValue(stack.urls.prometheus, spans)) === 2_000, {
      timeoutMs: 30_000,
      what: '2,000 spans counted',
    })
  }, 60_000)

  it('wait for a sampler that was killed: the share of the other goes on, and nothing is lost once it is back', async () => {
    const [first, second] = samplers
    const before = await keptTraces(first!.metricsUrl)
    await second!.kill('SIGKILL')
    const report = await senderOf('halved').send({ error: 400 })
    expect(report.spans).toEqual({ sent: 800, accepted: 800, refused: 0, failed: 0 })
    const ids = report.accepted.error ?? []
    const share = await waitFor(
      async () => {
        const kept = (await keptTraces(first!.metricsUrl)) - before
        return kept > 80 && whole(await searchTraces(stack.urls.jaeger, 'halved', 1_000), ids) === kept ? kept : undefined
      },
      { timeoutMs: 30_000, intervalMs: 500, what: 'the share of the first sampler in Jaeger' },
    )
    expect(share).toBeLessThan(320)

    await second!.start()
    await waitFor(async () => whole(await searchTraces(stack.urls.jaeger, 'halved', 1_000), ids) === 400, {
      timeoutMs: 60_000,
      intervalMs: 500,
      what: '400 whole traces in Jaeger',
    })
  }, 120_000)
})

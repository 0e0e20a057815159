import { randomBytes } from 'node:crypto'
import { waitFor } from '@tokenscope/testing'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { collectorMetric } from './readers/collector.ts'
import { fetchTrace } from './readers/jaeger.ts'
import { PREPARE_MS, stackMissing, startTestStack, type TestStack } from './stack/test-stack.ts'
import { newTraceId, type PlainSpan, postSpans } from './traffic/post-spans.ts'

const SOON = { timeoutMs: 20_000 }
const IN_MEMORY = 'otelcol_processor_tail_sampling_sampling_traces_on_memory'
const KEPT = 'otelcol_processor_tail_sampling_global_count_traces_sampled_total'

const missing = await stackMissing()

describe.skipIf(missing !== undefined)(`tail sampling that judges spans when they come ${missing ?? ''}`, () => {
  let stack: TestStack
  const root = randomBytes(8).toString('hex')
  beforeAll(async () => {
    const env = { TOKENSCOPE_SAMPLING_PERCENTAGE: '0', TOKENSCOPE_DECISION_WAIT: '4s' }
    stack = await startTestStack({ components: ['collector', 'jaeger'], env })
  }, PREPARE_MS)
  afterAll(async () => {
    await stack?.shutdown()
  })

  async function send(span: PlainSpan): Promise<void> {
    expect(await postSpans(stack.urls.otlpHttp, { 'service.name': 'app' }, [span])).toBe(200)
  }
  async function storedNames(traceId: string, count: number): Promise<string[]> {
    const spans = await waitFor(
      async () => {
        const found = await fetchTrace(stack.urls.jaeger, traceId)
        return found && found.length >= count ? found : undefined
      },
      { ...SOON, what: `${count} spans in Jaeger` },
    )
    return spans.map(({ name }) => name).sort()
  }
  async function letGo(): Promise<void> {
    await waitFor(async () => (await collectorMetric(stack.urls.collectorMetrics, IN_MEMORY)) > 0, { ...SOON, what: 'a trace in memory' })
    await waitFor(async () => (await collectorMetric(stack.urls.collectorMetrics, IN_MEMORY)) === 0, { ...SOON, what: 'an empty memory' })
  }

  it('keeps what came before the span that matters, and what comes after it', async () => {
    const traceId = newTraceId()
    await send({ traceId, parentSpanId: root, name: 'before' })
    await send({ traceId, parentSpanId: root, name: 'failed', status: { code: 'ERROR' } })
    await send({ traceId, spanId: root, name: 'after' })
    expect(await storedNames(traceId, 3)).toEqual(['after', 'before', 'failed'])
  })

  it('keeps an error that comes when its trace has been let go', async () => {
    const traceId = newTraceId()
    await send({ traceId, spanId: root, name: 'ordinary' })
    await letGo()
    await send({ traceId, parentSpanId: root, name: 'late error', status: { code: 'ERROR' } })
    expect(await storedNames(traceId, 1)).toEqual(['late error'])
  })

  it('keeps nothing of a trace in which nothing matters', async () => {
    const traceId = newTraceId()
    await send({ traceId, spanId: root, name: 'ordinary' })
    await letGo()
    // Another trace that is stored afterwards says that the first one would be there.
    const later = newTraceId()
    await send({ traceId: later, name: 'forced', attributes: { 'tokenscope.sample.force': true } })
    expect(await storedNames(later, 1)).toEqual(['forced'])
    expect(await fetchTrace(stack.urls.jaeger, traceId)).toBeUndefined()
  })

  it('loses nothing that matters when it is killed at once: it is on the disk', async () => {
    await stack.component('jaeger').kill('SIGKILL')
    const before = await collectorMetric(stack.urls.collectorMetrics, KEPT, { sampled: 'true' })
    const traceIds = Array.from({ length: 20 }, newTraceId)
    for (const traceId of traceIds) await send({ traceId, name: 'slow', durationMs: 6000 })
    await waitFor(async () => (await collectorMetric(stack.urls.collectorMetrics, KEPT, { sampled: 'true' })) === before + 20, {
      ...SOON,
      what: '20 traces that are kept',
    })
    const queue = { exporter: 'otlp_grpc/jaeger' }
    await waitFor(async () => (await collectorMetric(stack.urls.collectorMetrics, 'otelcol_exporter_queue_size', queue)) > 0, {
      ...SOON,
      what: 'a filled queue',
    })
    await stack.component('collector').kill('SIGKILL')
    await stack.component('jaeger').start()
    await stack.component('collector').start()
    for (const traceId of traceIds) expect(await storedNames(traceId, 1)).toEqual(['slow'])
  }, 60_000)
})

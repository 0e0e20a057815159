import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http'
import { BatchSpanProcessor, TracerProvider } from '@opentelemetry/sdk-trace'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type OtlpReceiver, startOtlpReceiver } from '../src/otlp-receiver/index.ts'

let receiver: OtlpReceiver
beforeEach(async () => {
  receiver = await startOtlpReceiver()
})
afterEach(() => receiver.close())

describe('a receiver that is told to fail', () => {
  it('fails as often as asked with the status and headers, in the order of the orders, and keeps nothing of that', async () => {
    receiver.failNext(2, 503, { 'retry-after': '7' })
    receiver.failNext(1, 429)
    const answers = []
    for (let i = 0; i < 4; i++) answers.push(await send())
    expect(answers.map(({ status }) => status)).toEqual([503, 503, 429, 200])
    expect(answers.map(({ headers }) => headers.get('retry-after'))).toEqual(['7', '7', null, null])
    expect(await answers[0]!.json()).toEqual({ message: 'told to answer 503' })
    expect(receiver.spans).toHaveLength(1)
    expect(receiver.requests.map(({ status }) => status)).toEqual([503, 503, 429, 200])
  })

  it('forgets the failures to come on reset', async () => {
    receiver.failNext(1, 500)
    receiver.reset()
    expect((await send()).status).toBe(200)
  })

  it('is asked again by the real exporter, which loses nothing', async () => {
    receiver.failNext(1, 503)
    const exporter = new OTLPTraceExporter({ url: `${receiver.url}/v1/traces` })
    const provider = new TracerProvider({ spanProcessors: [new BatchSpanProcessor({ exporter })] })
    provider.getTracer('t').startSpan('kept').end()
    await provider.shutdown()
    expect(receiver.spans.map(({ name }) => name)).toEqual(['kept'])
    expect(receiver.requests.map(({ status }) => status)).toEqual([503, 200])
  })
})

describe('a receiver that is told to be slow', () => {
  it('answers late but stores at once', async () => {
    receiver.delayMs(300)
    const startMs = performance.now()
    const answer = send()
    await receiver.waitForSpans(1)
    expect(receiver.requests.map(({ status }) => status)).toEqual([undefined])
    expect((await answer).status).toBe(200)
    expect(performance.now() - startMs).toBeGreaterThan(290)
  })

  it('holds failures back too', async () => {
    receiver.delayMs(100)
    receiver.failNext(1, 500)
    const startMs = performance.now()
    expect((await send()).status).toBe(500)
    expect(performance.now() - startMs).toBeGreaterThan(90)
  })
})

function send(): Promise<Response> {
  const body = JSON.stringify({ resourceSpans: [{ scopeSpans: [{ spans: [{ traceId: 'a'.repeat(32), spanId: 'b'.repeat(16) }] }] }] })
  return fetch(`${receiver.url}/v1/traces`, { method: 'POST', headers: { 'content-type': 'application/json' }, body })
}

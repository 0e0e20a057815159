import { createOtlpSender } from '@tokenscope/testing'
import { describe, expect, it } from 'vitest'
import { type CallPage, startLens } from '../src/index.ts'
import { callSketch, gaugesJson, getJson, hex, post, tracesJson } from './json-requests.ts'

describe('a lens that is full', () => {
  it('lets the traces go that came first, and says how many', async () => {
    await using lens = await startLens({ port: 0, otlpPort: false, maxCalls: 10 })
    for (let index = 1; index <= 25; index++) {
      const traceId = hex(index, 32)
      await post(
        `${lens.url}/v1/traces`,
        tracesJson([callSketch({ traceId, spanId: hex(1, 16), at: index }), { traceId, spanId: hex(2, 16), at: index }]),
      )
    }
    const { calls, total } = await getJson<CallPage>(`${lens.url}/api/calls`)
    expect(total).toBe(10)
    expect(calls.map(({ traceId }) => traceId)).toEqual(Array.from({ length: 10 }, (_, index) => hex(25 - index, 32)))
    expect(lens.status()).toMatchObject({ calls: 10, spans: 20, traces: 10, dropped: { calls: 15, spans: 30, logs: 0, points: 0 } })
    expect((await fetch(`${lens.url}/api/calls/${hex(1, 32)}/${hex(1, 16)}`)).status).toBe(404)
  })

  it('keeps a trace that goes on, however long ago it began', async () => {
    await using lens = await startLens({ port: 0, otlpPort: false, maxCalls: 10 })
    for (let index = 1; index <= 30; index++) {
      const session = callSketch({ traceId: 'a'.repeat(32), spanId: hex(1, 16) })
      await post(`${lens.url}/v1/traces`, tracesJson([session, callSketch({ traceId: hex(index, 32), spanId: hex(1, 16), at: index })]))
    }
    expect((await getJson<CallPage>(`${lens.url}/api/calls?q=aaaa`)).total).toBe(1)
    expect(lens.status().calls).toBe(10)
  })

  it('stays within its bytes, even where one trace alone has more', async () => {
    await using lens = await startLens({ port: 0, otlpPort: false, maxBytes: 200_000 })
    const traceId = 'a'.repeat(32)
    for (let index = 1; index <= 40; index++) {
      await post(
        `${lens.url}/v1/traces`,
        tracesJson([callSketch({ traceId, spanId: hex(index, 16), attributes: { text: 'x'.repeat(10_000) } })]),
      )
      expect(lens.status().bytes).toBeLessThanOrEqual(200_000)
    }
    expect(lens.status().dropped.spans).toBeGreaterThan(20)
  })

  it('counts what each program says of itself once, and lets it go with the last of its calls', async () => {
    await using lens = await startLens({ port: 0, otlpPort: false, maxBytes: 200_000 })
    const send = (index: number, instance: string): Promise<Response> =>
      post(`${lens.url}/v1/traces`, tracesJson([callSketch({ traceId: hex(index, 32), spanId: hex(1, 16), at: index })], { instance }))
    for (let index = 1; index <= 40; index++) await send(index, `one ${'x'.repeat(2_000)}`)
    expect(lens.status()).toMatchObject({ calls: 40, dropped: { calls: 0 } })
    for (let index = 41; index <= 80; index++) await send(index, `${index} ${'x'.repeat(2_000)}`)
    const { calls, bytes } = lens.status()
    expect(calls).toBeLessThan(30)
    expect(bytes).toBeLessThanOrEqual(200_000)
    for (let index = 81; index <= 120; index++) await send(index, 'small')
    expect(lens.status().calls).toBeGreaterThanOrEqual(40)
  })

  it('holds so many series and no more, and forgets those that were silent longest', async () => {
    await using lens = await startLens({ port: 0, otlpPort: false })
    const points = Array.from({ length: 6_000 }, (_, index) => ({
      name: 'hw.power',
      value: 1,
      atMs: Date.now() + index,
      attributes: { 'hw.id': `gpu-${index}` },
    }))
    expect((await post(`${lens.url}/v1/metrics`, gaugesJson(points))).status).toBe(200)
    expect(lens.status().series).toBeLessThanOrEqual(4_096)
  })

  it('takes 100,000 spans in a minute, holds the newest, and answers meanwhile', async () => {
    await using lens = await startLens({ port: 0, otlpPort: false, maxCalls: 5_000 })
    const sender = createOtlpSender({
      url: lens.url,
      batchSize: 500,
      concurrency: 2,
      templates: [
        {
          kind: 'call',
          spans: [
            {
              name: 'chat m',
              startMs: 0,
              durationMs: 500,
              spanKind: 'CLIENT',
              attributes: { 'gen_ai.operation.name': 'chat', 'gen_ai.request.model': 'm' },
            },
          ],
        },
      ],
    })
    const start = performance.now()
    const sending = sender.send({ call: 100_000 })
    let slowestMs = 0
    let isSending = true
    const asking = (async () => {
      while (isSending) {
        const asked = performance.now()
        await getJson(`${lens.url}/api/calls?limit=100`)
        slowestMs = Math.max(slowestMs, performance.now() - asked)
      }
    })()
    const report = await sending
    isSending = false
    await asking
    sender.close()
    expect(performance.now() - start).toBeLessThan(60_000)
    expect(report).toMatchObject({ spans: { accepted: 100_000, refused: 0, failed: 0 } })
    expect(lens.status()).toMatchObject({ calls: 5_000, spans: 5_000, dropped: { calls: 95_000 } })
    expect(slowestMs).toBeLessThan(2_000)
  }, 90_000)
})

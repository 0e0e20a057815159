import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type OtlpReceiver, startOtlpReceiver } from '../src/otlp-receiver/index.ts'
import { createOtlpSender, type OtlpSender, type OtlpSenderOptions, type TraceTemplate } from '../src/otlp-sender/index.ts'

const ORDER: TraceTemplate = {
  kind: 'order',
  spans: [
    { name: 'POST /order', spanKind: 'SERVER', durationMs: 2_500.000_001 },
    {
      name: 'pay',
      spanKind: 'CLIENT',
      startMs: 100,
      durationMs: 400,
      attributes: { text: 'ä', whole: 3, fraction: 0.5, negative: -7, yes: true, no: false, list: ['a', 'b'] },
      events: [
        { name: 'asked', atMs: 120, attributes: { attempt: 1 } },
        { name: 'declined', atMs: 499 },
      ],
      status: { code: 'ERROR', message: 'no money' },
    },
    { name: 'log', parent: 1, startMs: 450, durationMs: 1, attributes: { text: 'x'.repeat(300) }, status: { code: 'OK' } },
  ],
}
const PING: TraceTemplate = { kind: 'ping', spans: [{ name: 'ping', durationMs: 1 }] }

let receiver: OtlpReceiver
const senders: OtlpSender[] = []
function sender(options: Partial<OtlpSenderOptions> = {}): OtlpSender {
  const created = createOtlpSender({ url: receiver.url, templates: [ORDER, PING], resource: { 'service.name': 'shop' }, ...options })
  senders.push(created)
  return created
}
beforeEach(async () => {
  receiver = await startOtlpReceiver()
})
afterEach(async () => {
  for (const each of senders.splice(0)) each.close()
  await receiver.close()
})

describe('createOtlpSender()', () => {
  it('sends a template whole: ids, parents, times to the nanosecond, attributes, events, status and resource', async () => {
    const before = BigInt(Date.now()) * 1_000_000n
    const report = await sender().send({ order: 1 })
    const after = BigInt(Date.now()) * 1_000_000n
    const [root, pay, log] = await receiver.waitForSpans(3)
    expect(root).toMatchObject({ name: 'POST /order', kind: 'SERVER', parentSpanId: undefined, resource: { 'service.name': 'shop' } })
    const start = root!.startTimeUnixNano
    expect(root!.endTimeUnixNano - start).toBe(2_500_000_001n)
    expect(root!.endTimeUnixNano).toBeGreaterThanOrEqual(before)
    expect(root!.endTimeUnixNano).toBeLessThanOrEqual(after)
    expect(pay).toEqual({
      traceId: root!.traceId,
      spanId: expect.stringMatching(/^[0-9a-f]{16}$/),
      parentSpanId: root!.spanId,
      name: 'pay',
      kind: 'CLIENT',
      startTimeUnixNano: start + 100_000_000n,
      endTimeUnixNano: start + 500_000_000n,
      attributes: { text: 'ä', whole: 3, fraction: 0.5, negative: -7, yes: true, no: false, list: ['a', 'b'] },
      events: [
        { name: 'asked', timeUnixNano: start + 120_000_000n, attributes: { attempt: 1 } },
        { name: 'declined', timeUnixNano: start + 499_000_000n, attributes: {} },
      ],
      links: [],
      status: { code: 'ERROR', message: 'no money' },
      resource: { 'service.name': 'shop' },
      scope: { name: '@tokenscope/testing', version: '' },
    })
    expect(log).toMatchObject({ parentSpanId: pay!.spanId, kind: 'INTERNAL', status: { code: 'OK', message: '' } })
    expect(report).toEqual({
      spans: { sent: 3, accepted: 3, refused: 0, failed: 0 },
      traces: { order: 1 },
      accepted: { order: [root!.traceId] },
      backPressure: 0,
      problems: [],
    })
  })

  it('gives each trace ids of its own and reports them by kind', async () => {
    const report = await sender({ batchSize: 7 }).send({ order: 20, ping: 30 })
    expect(report.spans).toEqual({ sent: 90, accepted: 90, refused: 0, failed: 0 })
    const idsOf = (name: string): string[] => receiver.spans.filter((span) => span.name === name).map(({ traceId }) => traceId)
    expect(new Set(report.accepted.order)).toEqual(new Set(idsOf('pay')))
    expect(new Set(report.accepted.ping)).toEqual(new Set(idsOf('ping')))
    expect(new Set(receiver.spans.map(({ traceId }) => traceId)).size).toBe(50)
    expect(new Set(receiver.spans.map(({ spanId }) => spanId)).size).toBe(90)
    expect(receiver.requests.length).toBe(8)
  })

  it('counts what was refused with back-pressure and what failed, apart from what was accepted', async () => {
    const one = sender({ batchSize: 10, concurrency: 1 })
    receiver.failNext(1, 503, { 'retry-after': '1' })
    receiver.failNext(1, 429)
    receiver.failNext(1, 400)
    const report = await one.send({ ping: 50 })
    expect(report.spans).toEqual({ sent: 50, accepted: 20, refused: 20, failed: 10 })
    expect(report.accepted.ping).toHaveLength(20)
    expect(report.backPressure).toBe(2)
    expect(report.problems).toEqual(['503: told to answer 503', '429: told to answer 429', '400: told to answer 400'])
  })

  it('counts as refused what a partial success rejects', async () => {
    const message = Buffer.from([0x0a, 0x06, 0x08, 0x03, 0x12, 0x02, 0x68, 0x6d]) // 3 rejected, "hm"
    const server = createServer((request, response) => request.resume().on('end', () => response.end(message)))
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
    const report = await sender({ url }).send({ ping: 5 })
    server.closeAllConnections()
    server.close()
    expect(report).toEqual({
      spans: { sent: 5, accepted: 2, refused: 3, failed: 0 },
      traces: {},
      accepted: {},
      backPressure: 0,
      problems: ['rejected: hm'],
    })
  })

  it('counts as failed what nobody answers', async () => {
    const one = sender()
    await receiver.close()
    const report = await one.send({ ping: 5 })
    expect(report.spans).toEqual({ sent: 5, accepted: 0, refused: 0, failed: 5 })
    expect(report.problems).toEqual([expect.stringContaining('ECONNREFUSED')])
  })

  it('deals the spans of a trace out to several receivers', async () => {
    const other = await startOtlpReceiver()
    await sender({ url: [receiver.url, other.url] }).send({ order: 2 })
    const names = [receiver, other].map(({ spans }) => spans.map(({ name }) => name))
    await other.close()
    expect(names).toEqual([
      ['POST /order', 'log', 'POST /order', 'log'],
      ['pay', 'pay'],
    ])
  })

  it('keeps a steady rate', async () => {
    const report = await sender({ batchSize: 50 }).sendSteadily({ spansPerSecond: 2_000, seconds: 0.5, mix: { ping: 1, order: 1 } })
    expect(report.spans).toEqual({ sent: 1_000, accepted: 1_000, refused: 0, failed: 0 })
    expect(report).toMatchObject({ traces: { ping: 250, order: 250 }, accepted: {}, behind: 0 })
    expect(report.elapsedSeconds).toBeGreaterThanOrEqual(0.5)
    expect(receiver.spans.length).toBe(1_000)
  })

  it('says how far it fell behind where answers are too slow for the rate', async () => {
    receiver.delayMs(150)
    const report = await sender({ batchSize: 10, concurrency: 2 }).sendSteadily({ spansPerSecond: 1_000, seconds: 0.4, mix: { ping: 1 } })
    expect(report.spans.sent + report.behind).toBe(400)
    expect(report.behind).toBeGreaterThan(200)
    expect(report.slowestRequestMs).toBeGreaterThanOrEqual(145)
  })

  it('names the kinds that it knows where it is asked for another', async () => {
    await expect(sender().send({ slow: 1 })).rejects.toThrow('no template of the kind slow; there are order, ping')
    expect(() => sender({ templates: [{ kind: 'none', spans: [] }] })).toThrow('the template none has no spans')
  })
})

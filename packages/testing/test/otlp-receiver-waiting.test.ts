import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type OtlpReceiver, startOtlpReceiver } from '../src/otlp-receiver/index.ts'

let receiver: OtlpReceiver
beforeEach(async () => {
  receiver = await startOtlpReceiver()
})
afterEach(() => receiver.close())

describe('waiting for telemetry', () => {
  it('goes on until the count is reached, whatever number of requests that takes', async () => {
    const waiting = receiver.waitForSpans(3)
    await sendSpans('a')
    await sendSpans('b', 'c')
    expect((await waiting).map(({ name }) => name)).toEqual(['a', 'b', 'c'])
  })

  it('asks a predicate about all that has arrived', async () => {
    const waiting = receiver.waitForSpans((spans) => spans.some(({ name }) => name === 'last'))
    await sendSpans('first')
    await sendSpans('last')
    expect((await waiting).map(({ name }) => name)).toEqual(['first', 'last'])
  })

  it('is over at once when everything is there', async () => {
    await sendSpans('a', 'b')
    expect(await receiver.waitForSpans(1, { timeoutMs: 0 })).toHaveLength(2)
  })

  it('tells after the timeout what did arrive', async () => {
    await sendSpans('a', 'b')
    await post('/v1/logs', { resourceLogs: [{ scopeLogs: [{ logRecords: [{ eventName: 'clicked' }, {}] }] }] })
    await post('/v1/metrics', { resourceMetrics: 5 })
    await expect(receiver.waitForSpans(3, { timeoutMs: 5 })).rejects.toThrow(
      'waited 5 ms for 3 spans; so far: 2 spans (a, b), no metrics, 2 logs (clicked, no event name), ' +
        '3 requests (/v1/traces 200, /v1/logs 200, /v1/metrics 400)',
    )
    await expect(receiver.waitForMetrics(() => false, { timeoutMs: 5 })).rejects.toThrow('waited 5 ms for metrics that fit; so far: ')
  })

  it('passes on what a predicate throws', async () => {
    const waiting = receiver.waitForLogs(() => {
      throw new TypeError('mine')
    })
    await expect(waiting).rejects.toThrow(new TypeError('mine'))
  })

  it('ends with an error when the receiver is closed', async () => {
    const failure = expect(receiver.waitForSpans(1)).rejects.toThrow('the receiver was closed before 1 spans; so far: no spans, ')
    await receiver.close()
    await failure
  })

  it('starts from nothing after reset, in the same lists', async () => {
    const { spans, requests } = receiver
    await sendSpans('old')
    receiver.reset()
    expect({ spans, requests }).toEqual({ spans: [], requests: [] })
    await sendSpans('new')
    expect((await receiver.waitForSpans(1)).map(({ name }) => name)).toEqual(['new'])
    expect(spans).toHaveLength(1)
  })
})

function sendSpans(...names: string[]): Promise<void> {
  const spans = names.map((name) => ({ name, traceId: 'a'.repeat(32), spanId: 'b'.repeat(16) }))
  return post('/v1/traces', { resourceSpans: [{ scopeSpans: [{ spans }] }] })
}

async function post(path: string, body: unknown): Promise<void> {
  await fetch(receiver.url + path, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) })
}

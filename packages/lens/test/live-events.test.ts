import { type IncomingMessage, request } from 'node:http'
import { waitFor } from '@tokenscope/testing'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type CallSummary, type Lens, startLens } from '../src/index.ts'
import { callSketch, hex, post, tracesJson } from './json-requests.ts'

let lens: Lens

beforeEach(async () => {
  lens = await startLens({ port: 0, otlpPort: false })
})
afterEach(() => lens.shutdown())

interface Received {
  readonly id: string
  readonly event: string
  readonly data: unknown
}

class Reader {
  readonly events: Received[] = []
  readonly response: IncomingMessage
  isClosed = false

  private constructor(response: IncomingMessage) {
    this.response = response
    let text = ''
    response.setEncoding('utf8').on('data', (part: string) => {
      text += part
      const blocks = text.split('\n\n')
      text = blocks.pop() ?? ''
      for (const block of blocks) {
        const [, id, event, data] = /^id: (.+)\nevent: (.+)\ndata: (.+)$/s.exec(block) ?? []
        if (id !== undefined && event !== undefined) this.events.push({ id, event, data: JSON.parse(data ?? 'null') })
      }
    })
    response.once('close', () => (this.isClosed = true))
    response.on('error', () => {})
  }

  static open(lastEventId?: string): Promise<Reader> {
    const headers = lastEventId === undefined ? {} : { 'last-event-id': lastEventId }
    return new Promise((resolve, reject) => {
      request(`${lens.url}/api/events`, { headers }, (response) => resolve(new Reader(response)))
        .once('error', reject)
        .end()
    })
  }

  get spanIds(): string[] {
    return this.events.filter(({ event }) => event === 'call').map(({ data }) => (data as CallSummary).spanId)
  }

  close(): void {
    this.response.destroy()
  }
}

function send(...numbers: number[]): Promise<Response> {
  return post(
    `${lens.url}/v1/traces`,
    tracesJson(numbers.map((number) => callSketch({ traceId: hex(number, 32), spanId: hex(number, 16), at: number }))),
  )
}

const ids = (...numbers: number[]): string[] => numbers.map((number) => hex(number, 16))

describe('the stream of events', () => {
  it('tells every page of every call, and what the state is', async () => {
    const [one, two] = await Promise.all([Reader.open(), Reader.open()])
    expect(one.response.headers['content-type']).toBe('text/event-stream; charset=utf-8')
    await send(1, 2)
    await waitFor(() => one.spanIds.length === 2 && two.spanIds.length === 2)
    expect([one.spanIds, two.spanIds]).toEqual([ids(1, 2), ids(1, 2)])
    expect(one.events[0]).toMatchObject({ event: 'status', data: { calls: 0, version: '0.1.0' } })
    expect(lens.status().listeners).toBe(2)
    one.close()
    await waitFor(() => lens.status().listeners === 1)
    await send(3)
    await waitFor(() => two.spanIds.length === 3)
    two.close()
  })

  it('goes on where a page lost it, and asks a page that was away too long to begin anew', async () => {
    const first = await Reader.open()
    await send(1, 2, 3)
    await waitFor(() => first.spanIds.length === 3)
    const lastSeen = first.events.find(({ data }) => (data as CallSummary).spanId === hex(1, 16))!.id
    first.close()
    await send(4)
    const again = await Reader.open(lastSeen)
    await waitFor(() => again.spanIds.length === 3)
    expect(again.spanIds).toEqual(ids(2, 3, 4))
    again.close()
    for (const id of ['otherRun.1', 'nonsense']) {
      const stranger = await Reader.open(id)
      await waitFor(() => stranger.events.length > 0)
      expect(stranger.events[0]!.event).toBe('reset')
      stranger.close()
    }
  })

  it('leaves calls out when too many come at once, and says so', async () => {
    const reader = await Reader.open()
    await send(...Array.from({ length: 500 }, (_, index) => index + 1))
    await waitFor(() => reader.spanIds.includes(hex(500, 16)))
    expect(reader.spanIds.length).toBeLessThanOrEqual(100)
    expect(reader.events.some(({ event }) => event === 'reset')).toBe(true)
    reader.close()
  })

  it('is cut for a page that does not read, and for no other', async () => {
    const reading = await Reader.open()
    const asleep = await Reader.open()
    asleep.response.pause()
    // As long as the texts of a row can be.
    const long = '€'.repeat(256)
    const attributes = { 'gen_ai.request.model': long, 'gen_ai.provider.name': long, 'error.type': long, 'gen_ai.operation.name': long }
    for (let round = 0; lens.status().listeners > 1 && round < 100; round++) {
      const numbers = Array.from({ length: 100 }, (_, index) => round * 100 + index + 1)
      const calls = numbers.map((number) => callSketch({ traceId: hex(number, 32), spanId: hex(number, 16), name: long, attributes }))
      await post(`${lens.url}/v1/traces`, tracesJson(calls))
      await waitFor(() => reading.spanIds.length === numbers.at(-1))
    }
    expect(lens.status().listeners).toBe(1)
    reading.close()
    asleep.close()
  }, 90_000)

  it('ends when the lens is stopped, and nothing hangs', async () => {
    const reader = await Reader.open()
    reader.response.resume()
    await lens.shutdown()
    await waitFor(() => reader.isClosed)
  })
})

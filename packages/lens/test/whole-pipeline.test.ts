import { start } from '@tokenscope/node'
import { instrumentOpenAI } from '@tokenscope/openai'
import { startFakeOpenAI } from '@tokenscope/testing'
import OpenAI from 'openai'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type CallDetail, type CallPage, type CallSummary, type Lens, startLens } from '../src/index.ts'
import { getJson } from './json-requests.ts'

let lens: Lens
let calls: readonly CallSummary[]

/** The story: a stream that stalls, a call that is refused at first, one that breaks; content captured on events. */
beforeAll(async () => {
  lens = await startLens({ port: 0, otlpPort: 0 })
  await using server = await startFakeOpenAI()
  const telemetry = start({ serviceName: 'shop', endpoint: lens.otlpUrl, openai: false, handleSignals: false, prometheus: false })
  const client = instrumentOpenAI(new OpenAI({ baseURL: server.url, apiKey: 'none' }), { stallThresholdMs: 600, captureContent: 'event' })
  const ask = async (): Promise<void> => {
    const stream = await client.chat.completions.create({
      model: 'demo-model',
      stream: true,
      stream_options: { include_usage: true },
      messages: [{ role: 'user', content: 'Hi <script>alert(1)</script>' }],
    })
    for await (const _chunk of stream);
  }
  server.enqueue({ tokens: 12, gapMs: 5, firstChunkDelayMs: 40, stalls: [{ at: 4, ms: 1_000 }] })
  await ask()
  server.enqueue({ status: 429, headers: { 'retry-after-ms': '60' } }, { tokens: 3, gapMs: 2 })
  await ask()
  await telemetry.shutdown()
  calls = (await getJson<CallPage>(`${lens.url}/api/calls`)).calls
}, 60_000)
afterAll(() => lens.shutdown())

function detailOf({ traceId, spanId }: CallSummary): Promise<CallDetail> {
  return getJson(`${lens.url}/api/calls/${traceId}/${spanId}`)
}

describe('calls of our own wrapper', () => {
  it('are listed newest first, with what happened to them', () => {
    expect(calls).toMatchObject([
      { service: 'shop', model: 'demo-model', outcome: 'completed', streaming: true, attemptCount: 2, outputTokens: 3 },
      { service: 'shop', model: 'demo-model', outcome: 'completed', streaming: true, attemptCount: 1, stallCount: 1, outputTokens: 12 },
    ])
  })

  it('show every chunk, the stall where it was, and a split that adds up to the duration', async () => {
    const { timeline, split, summary, usage, finishReasons } = await detailOf(calls[1]!)
    expect(timeline.tokens.reduce((sum, { chunks }) => sum + chunks, 0)).toBe(12)
    expect(timeline.tokens.reduce((sum, { tokens }) => sum + (tokens ?? 0), 0)).toBeCloseTo(12, 9)
    expect(new Set(timeline.tokens.map(({ kind }) => kind))).toEqual(new Set(['text']))
    expect(timeline.stalls).toHaveLength(1)
    expect(timeline.stalls[0]!.seconds).toBeGreaterThan(0.9)
    expect(timeline.firstToken).toBeGreaterThan(0.03)
    expect(timeline.lastToken! - timeline.firstToken!).toBeGreaterThan(0.9)
    expect(split.waiting! + split.prefill! + split.decode!).toBeCloseTo(summary.durationSeconds, 6)
    expect(split.source).toBe('stream')
    expect(usage).toMatchObject({ outputTokens: 12, source: 'usage' })
    expect(finishReasons).toEqual(['stop'])
  })

  it('show the attempt that failed, and count it as waiting', async () => {
    const { timeline, split } = await detailOf(calls[0]!)
    expect(timeline.retries).toMatchObject([{ attempt: 1, status: 429 }])
    expect(split.waiting).toBeGreaterThan(0.05)
  })

  it('show content that was captured on events, as structures', async () => {
    const { content, logs } = await detailOf(calls[1]!)
    expect(content?.inputMessages).toEqual([{ role: 'user', parts: [{ type: 'text', content: 'Hi <script>alert(1)</script>' }] }])
    expect(logs.map(({ eventName }) => eventName)).toEqual(['gen_ai.client.inference.operation.details'])
  })

  it('are exported as OTLP JSON that another lens takes, to the same detail', async () => {
    const { traceId, spanId } = calls[1]!
    const exported = await fetch(`${lens.url}/api/calls/${traceId}/${spanId}/export`)
    expect(exported.headers.get('content-disposition')).toBe(`attachment; filename="trace-${traceId}.json"`)
    await using other = await startLens({ port: 0, otlpPort: false })
    const imported = await fetch(`${other.url}/api/import`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: await exported.text(),
    })
    expect(await imported.json()).toEqual({ spans: 1, calls: 1, logs: 1, points: 0, rejected: 0, problem: null })
    expect(await getJson(`${other.url}/api/calls/${traceId}/${spanId}`)).toEqual(await detailOf(calls[1]!))
  })
})

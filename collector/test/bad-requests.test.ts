import { connect } from 'node:net'
import { gzipSync } from 'node:zlib'
import { waitFor } from '@tokenscope/testing'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { collectorMetric } from './readers/collector.ts'
import { fetchTrace } from './readers/jaeger.ts'
import { PREPARE_MS, stackMissing, startTestStack, type TestStack } from './stack/test-stack.ts'
import { newTraceId, postSpans } from './traffic/post-spans.ts'

const MIB = 1024 * 1024
const PROTOBUF = { 'content-type': 'application/x-protobuf' }
const JSON_TYPE = { 'content-type': 'application/json' }
/** A body with one span whose name is this long. */
const spanOf = (nameLength: number): string =>
  JSON.stringify({
    resourceSpans: [{ scopeSpans: [{ spans: [{ traceId: newTraceId(), spanId: '00f067aa0ba902b7', name: 'x'.repeat(nameLength) }] }] }],
  })

const REQUESTS: [what: string, status: number, request: () => RequestInit & { path?: string }][] = [
  ['bytes that are no protobuf', 400, () => ({ headers: PROTOBUF, body: Buffer.from('ffffffffffffff0a', 'hex') })],
  ['protobuf that ends in the middle', 400, () => ({ headers: PROTOBUF, body: Buffer.from('0aff010a', 'hex') })],
  ['text that is no JSON', 400, () => ({ headers: JSON_TYPE, body: '{"resourceSpans": [' })],
  ['JSON of another shape', 400, () => ({ headers: JSON_TYPE, body: '{"resourceSpans": "none"}' })],
  [
    'a trace id that is no hex',
    400,
    () => ({ headers: JSON_TYPE, body: '{"resourceSpans":[{"scopeSpans":[{"spans":[{"traceId":"xyz"}]}]}]}' }),
  ],
  ['a message of 30 MB', 400, () => ({ headers: JSON_TYPE, body: spanOf(30 * MIB) })],
  [
    '30 MB that are small when packed',
    400,
    () => ({ headers: { ...JSON_TYPE, 'content-encoding': 'gzip' }, body: gzipSync(spanOf(30 * MIB)) }),
  ],
  ['a wrong content type', 415, () => ({ headers: { 'content-type': 'text/plain' }, body: spanOf(1) })],
  ['no content type', 415, () => ({ headers: { 'content-type': '' }, body: spanOf(1) })],
  ['an encoding that nobody knows', 400, () => ({ headers: { ...JSON_TYPE, 'content-encoding': 'rot13' }, body: spanOf(1) })],
  ['what is said to be gzip and is not', 400, () => ({ headers: { ...JSON_TYPE, 'content-encoding': 'gzip' }, body: spanOf(1) })],
  ['a GET', 405, () => ({ method: 'GET' })],
  ['a path that is none', 404, () => ({ path: '/v1/nothing', headers: JSON_TYPE, body: '{}' })],
]

const missing = await stackMissing()

describe.skipIf(missing !== undefined)(`the Collector and requests that are wrong${missing === undefined ? '' : ` (${missing})`}`, () => {
  let stack: TestStack
  let pid: number
  beforeAll(async () => {
    stack = await startTestStack({ components: ['collector', 'jaeger'] })
    pid = stack.component('collector').pid
  }, PREPARE_MS)
  afterAll(async () => {
    await stack?.shutdown()
  })

  it.each(REQUESTS)('answers %s with %i', async (_, status, request) => {
    const { path = '/v1/traces', ...rest } = request()
    const response = await fetch(stack.urls.otlpHttp + path, { method: 'POST', ...rest })
    await response.arrayBuffer()
    expect(response.status).toBe(status)
  })

  it('hangs up on whoever speaks no gRPC, and on whoever sends half a request', async () => {
    const port = Number(new URL(stack.urls.otlpGrpc).port)
    expect(await say(port, 'this is no gRPC at all\r\n\r\n'.repeat(10))).toBe('closed')
    const http = Number(new URL(stack.urls.otlpHttp).port)
    const half = connect(http, '127.0.0.1', () =>
      half.end('POST /v1/traces HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ncontent-length: 500\r\n\r\n{"resource'),
    )
    await new Promise((resolve) => half.on('close', resolve).resume())
  })

  it('is alive after all that, has counted none of it as accepted, and works', async () => {
    const { otlpHttp, jaeger, collectorMetrics } = stack.urls
    expect(stack.component('collector')).toMatchObject({ running: true, pid })
    expect(await collectorMetric(collectorMetrics, 'otelcol_receiver_accepted_spans_total')).toBe(0)
    const traceId = newTraceId()
    expect(await postSpans(otlpHttp, { 'service.name': 'fine' }, [{ traceId, name: 'fine', status: { code: 'ERROR' } }])).toBe(200)
    expect(await waitFor(() => fetchTrace(jaeger, traceId), { timeoutMs: 20_000, what: 'the trace in Jaeger' })).toHaveLength(1)
  })
})

/** Resolves once the other side has hung up. */
async function say(port: number, text: string): Promise<string> {
  const socket = connect(port, '127.0.0.1', () => socket.write(text))
  return await new Promise((resolve) => {
    socket.on('error', () => resolve('closed')).on('close', () => resolve('closed'))
    socket.resume()
  })
}

import { ProtobufTraceSerializer } from '@opentelemetry/otlp-transformer'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { inMemoryTelemetry } from '../src/in-memory.ts'
import { type OtlpReceiver, startOtlpReceiver } from '../src/otlp-receiver/index.ts'

let receiver: OtlpReceiver
beforeAll(async () => {
  receiver = await startOtlpReceiver()
})
afterEach(() => receiver.reset())
afterAll(() => receiver.close())

const TRACE_ID = '0af7651916cd43dd8448eb211c80319c'
const SPAN_ID = '00f067aa0ba902b7'

const span = (fields: object): unknown => ({
  resourceSpans: [{ scopeSpans: [{ spans: [{ traceId: TRACE_ID, spanId: SPAN_ID, ...fields }] }] }],
})
const AT = 'resourceSpans[0].scopeSpans[0].spans[0]'

const REFUSED_JSON: [what: string, body: unknown, message: string][] = [
  ['a list instead of a request', [], 'body: expected an object, got []'],
  ['a request that is not a list', { resourceSpans: {} }, 'resourceSpans: expected a list, got {}'],
  [
    'an id in base64',
    span({ traceId: 'CvdlGRbNQ92ESOshHIAxnA==' }),
    `${AT}.traceId: expected 32 hex digits, got "CvdlGRbNQ92ESOshHIAxnA=="`,
  ],
  ['an id that is too short', span({ spanId: '00f0' }), `${AT}.spanId: expected 16 hex digits, got "00f0"`],
  ['a span without trace id', span({ name: 'x', traceId: '' }), 'span "x" has no traceId'],
  ['a span without span id', span({ name: 'x', spanId: null }), 'span "x" has no spanId'],
  ['a number as name', span({ name: 5 }), `${AT}.name: expected a string, got 5`],
  ['a word as kind', span({ kind: 'CLIENT' }), `${AT}.kind: expected a whole number, got "CLIENT"`],
  ['a time with a fraction', span({ startTimeUnixNano: 1.5 }), `${AT}.startTimeUnixNano: expected a whole number, got 1.5`],
  ['a bare attribute value', span({ attributes: [{ key: 'a', value: 'b' }] }), `${AT}.attributes[0].value: expected an object, got "b"`],
  [
    'a word as number',
    span({ attributes: [{ key: 'a', value: { doubleValue: 'much' } }] }),
    `${AT}.attributes[0].value.doubleValue: expected a number, got "much"`,
  ],
  [
    'a word as boolean',
    span({ attributes: [{ key: 'a', value: { boolValue: 'true' } }] }),
    `${AT}.attributes[0].value.boolValue: expected true or false, got "true"`,
  ],
]

describe('a bad JSON body is refused with the place of the mistake', () => {
  it.each(REFUSED_JSON)('%s', async (_what, body, message) => {
    expect(await post('/v1/traces', { body: JSON.stringify(body) })).toEqual({ status: 400, message })
    expect(receiver.spans).toEqual([])
  })

  it('a body that is no JSON at all', async () => {
    const { status, message } = await post('/v1/traces', { body: '{"resourceSpans":' })
    expect({ status, message }).toEqual({ status: 400, message: expect.stringMatching(/^body is not JSON: ./) })
  })

  it('a metric without data', async () => {
    const body = JSON.stringify({ resourceMetrics: [{ scopeMetrics: [{ metrics: [{ name: 'm' }] }] }] })
    const message = 'metric "m" has no data: expected gauge, sum, histogram, exponentialHistogram or summary'
    expect(await post('/v1/metrics', { body })).toEqual({ status: 400, message })
  })

  it('one bad span among good ones keeps all of them out', async () => {
    const { resourceSpans } = span({ name: 'good' }) as { resourceSpans: unknown[] }
    const { resourceSpans: bad } = span({ spanId: '' }) as { resourceSpans: unknown[] }
    expect(await post('/v1/traces', { body: JSON.stringify({ resourceSpans: [...resourceSpans, ...bad] }) })).toMatchObject({ status: 400 })
    expect(receiver.spans).toEqual([])
  })
})

describe('a bad request is refused with its reason', () => {
  const json = { body: '{}' }
  it.each([
    ['another path', '/v1/profiles', json, 404, 'no such path: /v1/profiles; expected /v1/traces, /v1/metrics, /v1/logs'],
    ['another method', '/v1/traces', { method: 'PUT', ...json }, 405, 'method: expected POST, got PUT'],
    [
      'another content type',
      '/v1/traces',
      { ...json, headers: { 'content-type': 'text/plain' } },
      415,
      'content-type: expected application/json or application/x-protobuf, got text/plain',
    ],
    [
      'another compression',
      '/v1/traces',
      { ...json, headers: { 'content-encoding': 'br' } },
      415,
      'content-encoding: expected gzip, got br',
    ],
  ])('%s', async (_what, path, init, status, message) => {
    expect(await post(path, init)).toEqual({ status, message })
    expect(receiver.requests.map((request) => [request.path, request.status])).toEqual([[path, status]])
  })

  it('a body that is not the gzip it claims to be', async () => {
    const answer = await post('/v1/traces', { body: '{}', headers: { 'content-encoding': 'gzip' } })
    expect(answer).toEqual({ status: 400, message: 'body is not gzip of at most 67108864 bytes: incorrect header check' })
  })

  it('protobuf that is cut short, answered in protobuf', async () => {
    const telemetry = inMemoryTelemetry()
    telemetry.tracerProvider.getTracer('t').startSpan('a').end()
    const bytes = ProtobufTraceSerializer.serializeRequest(telemetry.spans())!
    const response = await fetch(`${receiver.url}/v1/traces`, {
      method: 'POST',
      headers: { 'content-type': 'application/x-protobuf' },
      body: Buffer.from(bytes.subarray(0, -3)),
    })
    expect(response.status).toBe(400)
    expect(response.headers.get('content-type')).toBe('application/x-protobuf')
    expect(await response.text()).toContain('body is not a protobuf TraceRequest: index out of range')
    expect(receiver.spans).toEqual([])
  })
})

describe('what OTLP/JSON allows is taken', () => {
  it('fields that nobody knows, null for missing, numbers for 64-bit integers without losing a digit, upper-case ids', async () => {
    const text = JSON.stringify(
      span({ traceId: TRACE_ID.toUpperCase(), parentSpanId: null, news: { a: [1] }, startTimeUnixNano: 'START', endTimeUnixNano: 'END' }),
    )
    const body = text.replace('"START"', '1700000000123456789').replace('"END"', '"1700000000123456790"')
    expect(await post('/v1/traces', { body, headers: { 'content-type': 'application/json; charset=utf-8' } })).toMatchObject({
      status: 200,
    })
    expect(receiver.spans).toMatchObject([
      {
        traceId: TRACE_ID,
        parentSpanId: undefined,
        startTimeUnixNano: 1_700_000_000_123_456_789n,
        endTimeUnixNano: 1_700_000_000_123_456_790n,
      },
    ])
  })

  it('every kind of attribute value', async () => {
    const values = {
      big: { intValue: '9223372036854775807' },
      small: { intValue: 5 },
      infinite: { doubleValue: '-Infinity' },
      unknown: { doubleValue: 'NaN' },
      bytes: { bytesValue: 'AQID' },
      nested: { kvlistValue: { values: [{ key: 'list', value: { arrayValue: { values: [{ boolValue: false }, {}] } } }] } },
      nothing: {},
    }
    const attributes = Object.entries(values).map(([key, value]) => ({ key, value }))
    expect(await post('/v1/traces', { body: JSON.stringify(span({ attributes: [...attributes, { key: 'bare' }] })) })).toMatchObject({
      status: 200,
    })
    expect(receiver.spans[0]!.attributes).toEqual({
      big: 9_223_372_036_854_775_807n,
      small: 5,
      infinite: Number.NEGATIVE_INFINITY,
      unknown: Number.NaN,
      bytes: new Uint8Array([1, 2, 3]),
      nested: { list: [false, undefined] },
      nothing: undefined,
      bare: undefined,
    })
  })
})

async function post(path: string, init: RequestInit): Promise<{ status: number; message: string | undefined }> {
  const response = await fetch(receiver.url + path, {
    method: 'POST',
    ...init,
    headers: { 'content-type': 'application/json', ...(init.headers as Record<string, string>) },
  })
  const { message } = (await response.json()) as { message?: string }
  return { status: response.status, message }
}

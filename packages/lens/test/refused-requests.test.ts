import { once } from 'node:events'
import { request } from 'node:http'
import { connect } from 'node:net'
import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Lens, startLens } from '../src/index.ts'
import { callSketch, getJson, post, tracesJson } from './json-requests.ts'

let lens: Lens

beforeAll(async () => {
  lens = await startLens({ port: 0, otlpPort: 0 })
})
afterAll(() => lens.shutdown())

const PROTOBUF = { 'content-type': 'application/x-protobuf' }

/** That the lens takes the next good request, whatever came before. */
async function expectAlive(): Promise<void> {
  const response = await post(`${lens.otlpUrl}/v1/traces`, tracesJson([callSketch()]))
  expect({ status: response.status, body: await response.text() }).toEqual({ status: 200, body: '{}' })
}

/** The fields of a google.rpc.Status that came as protobuf: code in one byte, then the message. */
async function statusOf(response: Response): Promise<{ code: number | undefined; message: string }> {
  const bytes = Buffer.from(await response.arrayBuffer())
  expect([bytes[0], bytes[2]]).toEqual([0x08, 0x12])
  return { code: bytes[1], message: bytes.subarray(4).toString() }
}

describe('a request that cannot be taken', () => {
  it('that is no JSON is answered with 400 and a status in JSON', async () => {
    const response = await post(`${lens.otlpUrl}/v1/traces`, '{"resourceSpans": [')
    expect(response.status).toBe(400)
    expect(response.headers.get('content-type')).toBe('application/json')
    expect(await response.json()).toMatchObject({
      code: 3,
      message: expect.stringContaining('the body is not what it should be: it is not JSON'),
    })
    await expectAlive()
  })

  it('whose JSON has a wrong field is answered with the place of it', async () => {
    const body = { resourceSpans: [{ scopeSpans: [{ spans: [{ traceId: 'xyz' }] }] }] }
    const { message } = (await (await post(`${lens.otlpUrl}/v1/traces`, body)).json()) as { message: string }
    expect(message).toBe(
      'the body is not what it should be: resourceSpans[0].scopeSpans[0].spans[0].traceId: expected hex digits, got "xyz"',
    )
    await expectAlive()
  })

  it('that is no protobuf is answered with 400 and a status in protobuf', async () => {
    const response = await post(`${lens.otlpUrl}/v1/traces`, new Uint8Array([0x0a, 0x7f, 1, 2, 3]), PROTOBUF)
    expect([response.status, response.headers.get('content-type')]).toEqual([400, 'application/x-protobuf'])
    expect(await statusOf(response)).toEqual({ code: 3, message: 'the body is not what it should be: it ends in the middle of a field' })
    await expectAlive()
  })

  it('of another type is answered with 415 and what to send', async () => {
    const response = await post(`${lens.otlpUrl}/v1/traces`, 'hello', { 'content-type': 'text/plain' })
    expect(response.status).toBe(415)
    expect(await response.json()).toEqual({
      code: 3,
      message: 'content-type: application/x-protobuf or application/json is read, not text/plain; use http/protobuf, not grpc',
    })
    expect((await post(`${lens.otlpUrl}/v1/traces`, '{}', { 'content-encoding': 'br' })).status).toBe(415)
    await expectAlive()
  })

  it('with another method is answered with 405', async () => {
    const response = await fetch(`${lens.otlpUrl}/v1/traces`)
    expect([response.status, response.headers.get('allow')]).toEqual([405, 'POST'])
    await expectAlive()
  })

  it('of 50 MB is answered with 413, with and without its length said before', async () => {
    const body = new Uint8Array(50 * 1024 * 1024)
    const response = await post(`${lens.otlpUrl}/v1/traces`, body, PROTOBUF)
    expect(response.status).toBe(413)
    expect((await statusOf(response)).message).toContain('larger than 20 MiB')
    expect(await chunked(body)).toBe(413)
    await expectAlive()
  })

  it('of little gzip that becomes 200 MB is answered with 413, and what is no gzip with 400', async () => {
    const bomb = gzipSync(Buffer.alloc(200 * 1024 * 1024))
    expect(bomb.length).toBeLessThan(1024 * 1024)
    const headers = { ...PROTOBUF, 'content-encoding': 'gzip' }
    expect((await post(`${lens.otlpUrl}/v1/traces`, bomb, headers)).status).toBe(413)
    expect((await post(`${lens.otlpUrl}/v1/traces`, 'no gzip', headers)).status).toBe(400)
    await expectAlive()
  })

  it('of nesting without end is answered with 400', async () => {
    const deep = `${'{"arrayValue":{"values":['.repeat(5_000)}{}${']}}'.repeat(5_000)}`
    const body = `{"resourceSpans":[{"scopeSpans":[{"spans":[{"traceId":"${'1'.repeat(32)}","spanId":"${'1'.repeat(16)}","attributes":[{"key":"a","value":${deep}}]}]}]}]}`
    expect((await post(`${lens.otlpUrl}/v1/traces`, body)).status).toBe(400)
    await expectAlive()
  })

  it('that is gRPC or TLS is cut off, and the status says what to set', async () => {
    const { hostname, port } = new URL(lens.otlpUrl)
    const say = async (first: string | Uint8Array): Promise<void> => {
      const socket = connect(Number(port), hostname)
      socket.write(first)
      await once(socket.resume(), 'close')
    }
    await say('PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n')
    expect(lens.status().refused.last).toBe('gRPC came, and OTLP is read over HTTP here: set OTEL_EXPORTER_OTLP_PROTOCOL=http/protobuf')
    await say(new Uint8Array([0x16, 0x03, 0x01, 0x02, 0x00, 0x01]))
    expect(lens.status().refused.last).toBe('TLS came, and there is none here: write http://, not https://, in OTEL_EXPORTER_OTLP_ENDPOINT')
    await expectAlive()
  })

  it('that goes to a wrong path or name is counted too', async () => {
    await post(`${lens.otlpUrl}/v1/v1/traces`, tracesJson([callSketch()]))
    expect(lens.status().refused.last).toBe(
      `tokenscope lens takes OTLP at /v1/traces, /v1/metrics, /v1/logs, not at /v1/v1/traces; its page is at ${lens.url}`,
    )
    await post(`${lens.url}/v1/v1/traces`, tracesJson([callSketch()]))
    expect(lens.status().refused.last).toBe('tokenscope lens takes OTLP at /v1/traces, /v1/metrics, /v1/logs, not at /v1/v1/traces')
    const { count } = lens.status().refused
    await fetch(`${lens.otlpUrl}/v1/traces`)
    expect(lens.status().refused.count).toBe(count)
  })

  it('is counted, and the status says what was wrong with the last one', async () => {
    const before = lens.status().refused.count
    await post(`${lens.otlpUrl}/v1/logs`, '[]')
    expect(lens.status().refused).toEqual({
      count: before + 1,
      last: 'the body is not what it should be: the body: expected an object, got []',
    })
  })
})

describe('a request that can be taken in part', () => {
  it('leaves what is right, and says how many spans were rejected and why', async () => {
    const body = tracesJson([callSketch({ traceId: 'a'.repeat(32) }), callSketch({ traceId: '0'.repeat(32) })])
    const response = await post(`${lens.otlpUrl}/v1/traces`, body)
    expect(response.status).toBe(200)
    expect(await response.json()).toEqual({ partialSuccess: { rejectedSpans: '1', errorMessage: 'a span has no traceId' } })
    expect(await getJson(`${lens.url}/api/calls?q=aaaa`)).toMatchObject({ total: 1 })
  })

  it('as a file says how much of it was not', async () => {
    const body = tracesJson([callSketch({ traceId: 'b'.repeat(32) }), callSketch({ traceId: '0'.repeat(32) })])
    expect(await (await post(`${lens.url}/api/import`, body)).json()).toEqual({
      spans: 1,
      calls: 1,
      logs: 0,
      points: 0,
      rejected: 1,
      problem: 'a span has no traceId',
    })
  })

  it('is refused where nothing of it is right', async () => {
    const response = await post(`${lens.otlpUrl}/v1/traces`, tracesJson([callSketch({ spanId: '0'.repeat(16) })]))
    expect([response.status, await response.json()]).toEqual([
      400,
      { code: 3, message: 'the body is not what it should be: a span has no spanId' },
    ])
  })
})

/** Sends without saying how much comes, and goes on sending until the answer is there. */
function chunked(body: Uint8Array): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    const sent = request(
      `${lens.otlpUrl}/v1/traces`,
      { method: 'POST', headers: { ...PROTOBUF, 'transfer-encoding': 'chunked' } },
      (response) => {
        response.resume()
        resolve(response.statusCode)
      },
    )
    sent.once('error', reject)
    sent.end(body)
  })
}

import { once } from 'node:events'
import { createServer as createHttp, type RequestListener } from 'node:http'
import { createServer as createHttp2 } from 'node:http2'
import { type AddressInfo, createServer as createTcp, type Server } from 'node:net'
import { describe, expect, it } from 'vitest'
import { explainAnswer } from '../../src/doctor/checks/explain-answer.ts'
import type { OtlpTarget } from '../../src/doctor/export-plan.ts'
import { type OtlpAnswer, probeOtlp } from '../../src/doctor/probes/probe-otlp.ts'

const COMMON = 'OTEL_EXPORTER_OTLP_ENDPOINT'

function target(url: string, more: Partial<OtlpTarget> = {}): OtlpTarget {
  return { url, protocol: 'http/protobuf', headers: {}, from: COMMON, ...more }
}

/** Serves for the length of one probe. */
async function probed(server: Server, more: Partial<OtlpTarget> = {}): Promise<OtlpAnswer> {
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  try {
    return await probeOtlp(target(`http://127.0.0.1:${(server.address() as AddressInfo).port}/v1/traces`, more))
  } finally {
    server.close()
  }
}

function serve(listener: RequestListener): Server {
  return createHttp({ keepAliveTimeout: 1 }, listener)
}

describe('an OTLP endpoint', () => {
  it('is asked with an empty protobuf export and the configured headers', async () => {
    let seen: unknown
    const server = serve((request, response) => {
      const { method, url, headers } = request
      seen = [method, url, headers['content-type'], headers['content-length'], headers['x-key']]
      response.end()
    })
    expect(await probed(server, { headers: { 'x-key': 'k' } })).toEqual({ kind: 'answered', status: 200 })
    expect(seen).toEqual(['POST', '/v1/traces', 'application/x-protobuf', '0', 'k'])
  })

  it.each([200, 401, 404, 405, 503])('answers with status %i, which is passed on', async (status) => {
    const server = serve((_request, response) => response.writeHead(status).end())
    expect(await probed(server)).toMatchObject({ kind: 'answered', status })
  })

  it('that speaks HTTP/2 only is a gRPC port', async () => {
    const answer = await probed(createHttp2() as unknown as Server)
    expect(answer.kind).toBe('failed')
    expect(explainAnswer(target('http://127.0.0.1:4317/v1/traces'), answer)).toEqual({
      level: 'loss',
      text: 'it speaks gRPC (HTTP/2), but the exporter speaks HTTP.',
      fix: 'Use the HTTP port, usually 4318, or set OTEL_EXPORTER_OTLP_PROTOCOL=grpc.',
    })
  })

  it('that nobody serves refuses the connection', async () => {
    const server = createTcp().listen(0, '127.0.0.1')
    await once(server, 'listening')
    const { port } = server.address() as AddressInfo
    server.close()
    await once(server, 'close')
    expect(await probeOtlp(target(`http://127.0.0.1:${port}/v1/traces`))).toEqual({ kind: 'failed', code: 'ECONNREFUSED' })
    expect(await probeOtlp(target(`http://127.0.0.1:${port}`, { protocol: 'grpc' }))).toEqual({ kind: 'failed', code: 'ECONNREFUSED' })
  })

  it('with headers that HTTP cannot carry is not asked, and the headers show in no answer', async () => {
    const server = serve((_request, response) => response.end())
    const answer = await probed(server, { headers: { 'x y': 's3cret' } })
    expect(answer).toEqual({ kind: 'failed', code: 'ERR_INVALID_HTTP_TOKEN' })
    expect(explainAnswer(target('http://h:4318'), answer)).toEqual({
      level: 'loss',
      text: 'the headers cannot be sent (ERR_INVALID_HTTP_TOKEN).',
      fix: 'Write OTEL_EXPORTER_OTLP_HEADERS as name=value,name=value, blanks in values as %20.',
    })
  })

  it('for gRPC is open when it accepts a connection', async () => {
    expect(await probed(createTcp(), { protocol: 'grpc' })).toEqual({ kind: 'open' })
  })

  it('with user and password is asked with them, and they show in no answer', async () => {
    let authorization: string | undefined
    const server = serve((request, response) => {
      authorization = request.headers.authorization
      response.end()
    })
    server.listen(0, '127.0.0.1')
    await once(server, 'listening')
    await probeOtlp(target(`http://me:secret@127.0.0.1:${(server.address() as AddressInfo).port}/v1/traces`))
    server.close()
    expect(authorization).toBe(`Basic ${btoa('me:secret')}`)
  })
})

describe('what an answer means', () => {
  it.each<[name: string, OtlpTarget, OtlpAnswer, text: string, fix: string | RegExp]>([
    [
      'refused',
      target('http://h:4318/v1/traces'),
      { kind: 'failed', code: 'ECONNREFUSED' },
      'connection refused, nobody listens there.',
      /^Start a Collector/,
    ],
    ['unknown host', target('http://h:4318'), { kind: 'failed', code: 'ENOTFOUND' }, 'the host name is not known (ENOTFOUND).', /spelling/],
    ['401', target('http://h:4318'), { kind: 'answered', status: 401 }, '401, it wants credentials.', /OTEL_EXPORTER_OTLP_HEADERS/],
    [
      '404 under the common variable',
      target('http://h'),
      { kind: 'answered', status: 404 },
      '404, nothing takes OTLP at this path.',
      /leave that path out/,
    ],
    [
      '404 under the variable of one signal',
      target('http://h', { from: 'OTEL_EXPORTER_OTLP_TRACES_ENDPOINT' }),
      { kind: 'answered', status: 404 },
      '404, nothing takes OTLP at this path.',
      /^OTEL_EXPORTER_OTLP_TRACES_ENDPOINT is taken as it is: add the path/,
    ],
    ['405', target('http://h:16686'), { kind: 'answered', status: 405 }, '405, this is a web page, not an OTLP receiver.', /4318/],
    [
      'gRPC on the HTTP port',
      target('http://h:4318', { protocol: 'grpc' }),
      { kind: 'open' },
      'port 4318 is for HTTP, but OTEL_EXPORTER_OTLP_PROTOCOL says grpc.',
      /4317/,
    ],
    [
      'no URL',
      target('collector'),
      { kind: 'failed', code: 'ERR_INVALID_URL' },
      'this is not a URL.',
      'Write it with scheme and port: http://127.0.0.1:4318',
    ],
  ])('%s', (_name, where, answer, text, fix) => {
    const explained = explainAnswer(where, answer)
    expect(explained).toMatchObject({ level: 'loss', text })
    expect(explained.fix).toMatch(fix)
  })
})

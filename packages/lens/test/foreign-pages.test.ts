import { request } from 'node:http'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Lens, startLens } from '../src/index.ts'
import { callSketch, tracesJson } from './json-requests.ts'

let lens: Lens

beforeAll(async () => {
  lens = await startLens({ port: 0, otlpPort: 0, allowedHosts: ['lens.test', 'forwarded.test:8080'] })
})
afterAll(() => lens.shutdown())

interface Asked {
  readonly method?: string
  readonly path?: string
  readonly headers?: Record<string, string>
  readonly body?: string
  readonly url?: string
}

/** Unlike `fetch`, this may say any Host and Origin. */
function ask({
  method = 'GET',
  path = '/api/status',
  headers = {},
  body,
  url = lens.url,
}: Asked): Promise<{ status: number | undefined; text: string; cors: unknown }> {
  return new Promise((resolve, reject) => {
    const sent = request(`${url}${path}`, { method, headers }, (response) => {
      let text = ''
      response.setEncoding('utf8').on('data', (part: string) => (text += part))
      response.once('end', () => resolve({ status: response.statusCode, text, cors: response.headers['access-control-allow-origin'] }))
    })
    sent.once('error', reject)
    sent.end(body)
  })
}

async function statusOf(asked: Asked): Promise<number | undefined> {
  return (await ask(asked)).status
}

describe('a page of another site', () => {
  it('whose name was made to lead here is refused on both ports, because it says its own name', async () => {
    const port = new URL(lens.url).port
    const { status, text } = await ask({ headers: { host: `evil.example:${port}` } })
    expect(status).toBe(421)
    expect(JSON.parse(text)).toEqual({
      error: `this is not evil.example:${port}: ask for localhost:${port}, or start the lens with --allow-host evil.example:${port}`,
    })
    expect(await statusOf({ path: '/', headers: { host: 'evil.example' } })).toBe(421)
    expect(await statusOf({ url: lens.otlpUrl, method: 'POST', path: '/v1/traces', headers: { host: 'evil.example' } })).toBe(421)
    expect(await statusOf({ headers: { host: 'localhost:1' } })).toBe(421)
  })

  it('is served under the names of this machine and those that were allowed', async () => {
    const port = new URL(lens.url).port
    for (const host of [`localhost:${port}`, `127.0.0.1:${port}`, `[::1]:${port}`, 'lens.test', 'lens.test:1234', 'forwarded.test:8080']) {
      expect([host, await statusOf({ headers: { host } })]).toEqual([host, 200])
    }
    expect(await statusOf({ headers: { host: 'forwarded.test:8081' } })).toBe(421)
  })

  it('is served under any address, and no other name, where the lens listens on every address', async () => {
    await using everywhere = await startLens({ port: 0, otlpPort: false, host: '0.0.0.0' })
    const port = new URL(everywhere.url).port
    const status = (host: string): Promise<number | undefined> => statusOf({ url: everywhere.url, headers: { host } })
    expect(await status(`192.168.1.5:${port}`)).toBe(200)
    expect(await status(`[fd00::5]:${port}`)).toBe(200)
    expect(await status('192.168.1.5:1')).toBe(421)
    expect(await status(`192.168.1.5.evil.example:${port}`)).toBe(421)
    expect(await statusOf({ headers: { host: `192.168.1.5:${new URL(lens.url).port}` } })).toBe(421)
  })

  it('cannot read what is here, nor change it', async () => {
    const origin = 'https://evil.example'
    expect(await statusOf({ headers: { origin } })).toBe(403)
    expect(await statusOf({ headers: { origin: 'null' } })).toBe(403)
    expect(await statusOf({ headers: { 'sec-fetch-site': 'cross-site' } })).toBe(403)
    expect(
      await statusOf({ method: 'POST', path: '/api/import', headers: { origin, 'content-type': 'application/json' }, body: '{}' }),
    ).toBe(403)
    expect(await statusOf({ method: 'POST', path: '/api/import', headers: { 'content-type': 'text/plain' }, body: '{}' })).toBe(415)
    expect(await statusOf({ headers: { origin: lens.url } })).toBe(200)
  })

  it('cannot send telemetry, unless this machine serves it', async () => {
    const send = (origin: string): Promise<unknown> =>
      ask({
        url: lens.otlpUrl,
        method: 'POST',
        path: '/v1/traces',
        headers: { origin, 'content-type': 'application/json' },
        body: JSON.stringify(tracesJson([callSketch()])),
      })
    expect(await send('https://evil.example')).toMatchObject({ status: 403, cors: undefined })
    expect(await send('http://localhost.evil.example')).toMatchObject({ status: 403, cors: undefined })
    expect(await send('http://localhost:5173')).toMatchObject({ status: 200, cors: 'http://localhost:5173' })
  })

  it('of this machine may ask first, as browsers do', async () => {
    const headers = {
      origin: 'http://127.0.0.1:3000',
      'access-control-request-method': 'POST',
      'access-control-request-headers': 'content-type',
    }
    expect(await ask({ url: lens.otlpUrl, method: 'OPTIONS', path: '/v1/traces', headers })).toMatchObject({
      status: 204,
      cors: 'http://127.0.0.1:3000',
    })
    expect(await ask({ method: 'OPTIONS', path: '/api/status', headers })).toMatchObject({ status: 403, cors: undefined })
  })
})

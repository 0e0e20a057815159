import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Lens, startLens } from '../src/index.ts'

let lens: Lens

beforeAll(async () => {
  lens = await startLens({ port: 0, otlpPort: 0 })
})
afterAll(() => lens.shutdown())

describe('the page', () => {
  it('is served at every route of its own, with a policy that lets nothing in from elsewhere', async () => {
    for (const route of ['/', '/calls', '/overview', '/overview/', '/gpu', `/call/${'a'.repeat(32)}/${'b'.repeat(16)}`, '/compare/x/y']) {
      const response = await fetch(lens.url + route)
      expect([route, response.status, response.headers.get('content-type')]).toEqual([route, 200, 'text/html; charset=utf-8'])
      expect(response.headers.get('content-security-policy')).toBe(
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'",
      )
      expect(response.headers.get('x-content-type-options')).toBe('nosniff')
      const html = await response.text()
      expect(html).not.toMatch(/<script(?![^>]*\bsrc="\/)|\son[a-z]+=|style=|https?:\/\//i)
    }
  })

  it('has files that are compressed, kept for ever by their names, and sent once', async () => {
    const html = await (await fetch(lens.url)).text()
    const paths = [...html.matchAll(/(?:src|href)="(\/assets\/[^"]+)"/g)].flatMap(([, path]) => path ?? [])
    expect(paths.length).toBeGreaterThan(2)
    for (const path of paths) {
      for (const encoding of ['br', 'gzip']) {
        const response = await fetch(lens.url + path, { headers: { 'accept-encoding': encoding } })
        expect([path, response.status, response.headers.get('content-encoding')]).toEqual([path, 200, encoding])
        expect(response.headers.get('cache-control')).toBe('public, max-age=31536000, immutable')
        await response.arrayBuffer()
      }
    }
    const etag = (await fetch(lens.url)).headers.get('etag')!
    expect((await fetch(lens.url, { headers: { 'if-none-match': etag } })).status).toBe(304)
  })

  it('and its API answer what they do not know with words, and no file of the disk', async () => {
    for (const [path, status] of [
      ['/nothing', 404],
      ['/../../etc/passwd', 404],
      ['/assets/%2e%2e/%2e%2e/package.json', 404],
      ['/api/nothing', 404],
      ['/api/calls/xyz/1', 404],
      ['/__proto__', 404],
      ['/%ff%00', 404],
    ] as const) {
      const response = await fetch(lens.url + path)
      expect([path, response.status, Object.keys((await response.json()) as object)]).toEqual([path, status, ['error']])
    }
    const posted = await fetch(`${lens.url}/api/status`, { method: 'POST' })
    expect([posted.status, posted.headers.get('allow')]).toEqual([405, 'GET'])
    const receiver = await fetch(lens.otlpUrl)
    expect([receiver.status, await receiver.json()]).toEqual([
      404,
      { error: `tokenscope lens takes OTLP at /v1/traces, /v1/metrics, /v1/logs, not at /; its page is at ${lens.url}` },
    ])
    expect((await fetch(`${lens.otlpUrl}/api/status`)).status).toBe(404)
  })
})

import assert from 'node:assert/strict'
import type { Sidebar } from './server/sidebar.ts'

/** Does what the page does, over HTTP, and asserts what comes back. */
export async function checkItself(url: string): Promise<void> {
  const post = async (path: string, value: unknown, headers: Record<string, string> = {}): Promise<Response> =>
    await fetch(url + path, { method: 'POST', headers: { 'content-type': 'application/json', ...headers }, body: JSON.stringify(value) })

  const page = await fetch(url)
  assert.equal(page.status, 200)
  assert.match(page.headers.get('content-security-policy') ?? '', /^default-src 'none'; script-src 'self';/)

  const reply = await post('/api/chat', { messages: [{ role: 'user', content: 'What is a token?' }] })
  const lines = (await reply.text()).trimEnd().split('\n')
  const pieces = lines.map((line) => JSON.parse(line) as { text?: string; end?: boolean })
  assert.deepEqual(pieces.at(-1), { end: true })
  const text = pieces.map((piece) => piece.text ?? '').join('')
  assert.ok(text.length > 0)

  const traceparent = reply.headers.get('traceparent') ?? ''
  assert.match(traceparent, /^00-[0-9a-f]{32}-[0-9a-f]{16}-01$/)
  assert.equal((await post('/api/feedback', { thumb: 'up' }, { traceparent })).status, 204)
  assert.equal((await post('/api/display', { firstTokenMs: 300, lastTokenMs: 900 }, { traceparent })).status, 204)
  assert.equal((await post('/api/feedback', { thumb: 'up' }, { traceparent: `${traceparent.slice(0, -1)}0` })).status, 404)
  assert.equal((await post('/api/chat', { messages: [] }, { origin: 'https://example.com' })).status, 403)

  const sidebar = (await (await fetch(`${url}/api/summary`)).json()) as Sidebar
  assert.deepEqual([sidebar.total, sidebar.inFlight, sidebar.successRate], [1, 0, 1])
  assert.ok((sidebar.firstTokenMs ?? 0) > 0 && (sidebar.meanMs ?? 0) > 0 && (sidebar.p95Ms ?? 0) > 0)
  console.log(`${text}\n\n${JSON.stringify(sidebar, null, 2)}`)
}

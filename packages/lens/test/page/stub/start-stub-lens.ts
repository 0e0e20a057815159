import { createServer, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { buildPage } from '../../../page/build-page.ts'
import type { CallDetail, CallSummary, LensStatus } from '../../../src/api/index.ts'
import { isFailed } from '../../../src/calls/is-failed.ts'
import { madeDetail } from './made-detail.ts'
import { madeGpus, madeOverview } from './made-overview.ts'

export interface StubLens {
  readonly url: string
  /** Holds a call and tells the pages of it. */
  add(call: CallSummary): void
  shutdown(): Promise<void>
}

export interface StubOptions {
  /** Newest first. */
  readonly calls: readonly CallSummary[]
  /** Details that are not made from their summary. */
  readonly details?: readonly CallDetail[]
  readonly port?: number
}

const CSP =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'"
const SLOW_SECONDS = 8

/** The lens's interface over made data: for what real calls cannot show at will, thousands of calls and hostile text. */
export async function startStubLens({ calls: given, details = [], port = 0 }: StubOptions): Promise<StubLens> {
  const files = await buildPage()
  const calls = [...given]
  const listeners = new Set<ServerResponse>()
  const server = createServer((request, response) => {
    const url = new URL(request.url ?? '/', 'http://lens')
    const json = (body: unknown, status = 200): void => {
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body))
    }
    if (url.pathname === '/api/events') {
      response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' })
      response.write(`event: status\ndata: ${JSON.stringify(statusOf(calls.length))}\n\n`)
      listeners.add(response)
      response.on('close', () => listeners.delete(response))
      return
    }
    const minutes = Number(url.searchParams.get('minutes') ?? 15)
    if (url.pathname === '/api/calls') return json(pageOf(calls, url.searchParams))
    if (url.pathname === '/api/overview') return json(madeOverview(calls, minutes, Date.now()))
    if (url.pathname === '/api/gpu') return json(madeGpus(minutes, Date.now()))
    if (url.pathname === '/api/status') return json(statusOf(calls.length))
    if (url.pathname === '/api/filters') return json(choicesOf(calls))
    if (url.pathname === '/api/import') return json({ spans: 4, calls: 1, logs: 0, points: 0, rejected: 0, problem: null })
    const asked = /^\/api\/calls\/(\w+)\/(\w+)(\/export)?$/.exec(url.pathname)
    if (asked !== null) {
      const isAsked = ({ traceId, spanId }: CallSummary): boolean => traceId === asked[1] && spanId === asked[2]
      const detail = details.find(({ summary }) => isAsked(summary))
      const call = calls.find(isAsked)
      if (detail === undefined && call === undefined) return json({ error: 'No such call is held.' }, 404)
      return json(asked[3] === undefined ? (detail ?? madeDetail(call!)) : { resourceSpans: [] })
    }
    const file = files.get(url.pathname) ?? files.get('/index.html')!
    response.writeHead(200, { 'content-type': file.type, 'content-security-policy': CSP }).end(file.content)
  })
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    add(call) {
      calls.unshift(call)
      for (const listener of listeners) listener.write(`event: call\ndata: ${JSON.stringify(call)}\n\n`)
    },
    async shutdown() {
      const closed = new Promise((resolve) => server.close(resolve))
      server.closeAllConnections()
      await closed
    },
  }
}

function pageOf(calls: readonly CallSummary[], query: URLSearchParams): { calls: CallSummary[]; next: string | null; total: number } {
  const of = (name: string): string => query.get(name) ?? ''
  const matching = calls.filter(
    (call) =>
      (of('model') === '' || call.model === of('model')) &&
      (of('outcome') === '' || (of('outcome') === 'failed' ? isFailed(call) : call.outcome === of('outcome'))) &&
      (of('errorType') === '' || call.errorType === of('errorType')) &&
      (of('verdict') === '' || call.verdict === of('verdict')) &&
      (of('slow') === '' || call.durationSeconds >= SLOW_SECONDS) &&
      (of('stalled') === '' || call.stallCount > 0) &&
      (of('q') === '' || call.traceId.startsWith(of('q')) || call.name.includes(of('q'))),
  )
  const from = Number(of('before') || 0)
  const to = from + Number(of('limit') || 100)
  return { calls: matching.slice(from, to), next: to < matching.length ? String(to) : null, total: matching.length }
}

function choicesOf(calls: readonly CallSummary[]): Record<string, unknown> {
  const of = (name: 'model' | 'provider' | 'service' | 'operation'): (string | null)[] => [...new Set(calls.map((call) => call[name]))]
  return {
    models: of('model'),
    providers: of('provider'),
    services: of('service'),
    operations: of('operation'),
    outcomes: [],
    errorTypes: ['503', 'rate_limit_exceeded', 'timeout'],
    slowSeconds: SLOW_SECONDS,
  }
}

function statusOf(calls: number): LensStatus {
  return {
    version: '0.1.0',
    nodeVersion: process.versions.node,
    startedMs: Date.now() - 60_000,
    otlpUrls: ['http://127.0.0.1:4318'],
    calls,
    spans: calls * 4,
    traces: calls,
    logs: 0,
    series: 24,
    bytes: calls * 2_400,
    bounds: { calls: 20_000, bytes: 268_435_456 },
    dropped: { calls: 0, spans: 0, logs: 0, points: 0 },
    refused: { count: 0, last: null },
    spansPerSecond: 14.2,
    lastReceivedMs: Date.now(),
    database: null,
    sla: 'sla.yaml',
    jaegerUrl: 'http://127.0.0.1:16686',
    listeners: 1,
  }
}

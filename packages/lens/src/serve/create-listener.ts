import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http'
import { Malformed } from '../otlp/malformed.ts'
import type { ServedFile } from '../page-files/page-files.ts'
import { drain } from '../receive/drain.ts'
import { Refusal } from '../receive/refusal.ts'
import { OTLP_PATHS, serveOtlp } from '../receive/serve-otlp.ts'
import { type AllowedHosts, checkHost, checkSameOrigin, checkTelemetryOrigin } from './allow-request.ts'
import { SECURITY_HEADERS } from './security-headers.ts'
import { sendFile } from './send-file.ts'
import { sendJson } from './send-json.ts'
import { type ApiContext, serveApi } from './serve-api.ts'

/** What a listener serves. */
export interface Served extends ApiContext {
  readonly allowed: AllowedHosts
  /** The files of the page; or its address, where this listener takes telemetry only. */
  readonly page: (() => Promise<ReadonlyMap<string, ServedFile>>) | string
}

/** Routes of the page: all are the same file, and the page finds out what to show. */
const PAGE_ROUTES = /^\/(?:$|(?:calls|overview|gpu)\/?$|call\/|compare\/)/

/** The one listener of both ports. It answers every request, and throws nothing. */
export function createListener(served: Served): RequestListener {
  return (request, response) => {
    for (const [name, value] of Object.entries(SECURITY_HEADERS)) response.setHeader(name, value)
    request.on('error', () => {})
    serve(served, request, response).catch((error: unknown) => {
      // What a program sends to a wrong name or path is telemetry too: nobody reads the answer that it gets.
      if (error instanceof Refusal && request.method === 'POST' && request.url?.startsWith('/api/') !== true) {
        served.holdings.refuse(error.message)
      }
      refuse(request, response, error)
    })
  }
}

async function serve(served: Served, request: IncomingMessage, response: ServerResponse): Promise<void> {
  checkHost(request, served.allowed)
  const url = toUrl(request)
  const signal = OTLP_PATHS.get(url.pathname)
  if (signal !== undefined) {
    if (!allowBrowser(served, request, response)) await serveOtlp(served.holdings, signal, request, response)
    return
  }
  if (typeof served.page === 'string' || url.pathname.startsWith('/v1/')) {
    const page = typeof served.page === 'string' ? `; its page is at ${served.page}` : ''
    const paths = [...OTLP_PATHS.keys()].join(', ')
    throw new Refusal(404, `tokenscope lens takes OTLP at ${paths}, not at ${url.pathname.slice(0, 100)}${page}`)
  }
  if (url.pathname.startsWith('/api/')) {
    checkSameOrigin(request)
    await serveApi(served, request, response, url)
    return
  }
  if (request.method !== 'GET' && request.method !== 'HEAD') {
    response.setHeader('allow', 'GET, HEAD')
    throw new Refusal(405, `${url.pathname.slice(0, 100)} is only read`)
  }
  const files = await served.page()
  const file = files.get(PAGE_ROUTES.test(url.pathname) ? '/index.html' : url.pathname)
  if (!file) throw new Refusal(404, `there is no ${url.pathname.slice(0, 100)}`)
  sendFile(request, response, file)
}

/** Lets pages of this machine send telemetry. True where the request was only the browser's question whether they may. */
function allowBrowser({ allowed }: Served, request: IncomingMessage, response: ServerResponse): boolean {
  const origin = checkTelemetryOrigin(request, allowed)
  if (origin === undefined) return false
  response.setHeader('access-control-allow-origin', origin)
  response.setHeader('vary', 'origin')
  response.setHeader('cross-origin-resource-policy', 'cross-origin')
  if (request.method !== 'OPTIONS') return false
  const headers = {
    'access-control-allow-methods': 'POST',
    'access-control-allow-headers': 'content-type, content-encoding',
    'access-control-max-age': '600',
  }
  response.writeHead(204, headers).end()
  return true
}

function toUrl(request: IncomingMessage): URL {
  try {
    return new URL(request.url ?? '/', 'http://localhost')
  } catch (error) {
    throw new Refusal(400, 'the address cannot be read', { cause: error })
  }
}

function refuse(request: IncomingMessage, response: ServerResponse, error: unknown): void {
  if (response.headersSent || response.destroyed) {
    response.destroy()
    return
  }
  drain(request, response)
  if (error instanceof Refusal) sendJson(request, response, { error: error.message }, error.status)
  else if (error instanceof Malformed) sendJson(request, response, { error: `this cannot be read: ${error.message}` }, 400)
  else sendJson(request, response, { error: `the lens failed: ${error instanceof Error ? error.message : String(error)}` }, 500)
}

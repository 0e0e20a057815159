import type { IncomingMessage, ServerResponse } from 'node:http'

/** Sends what was asked for. Nothing of it is kept by browsers. */
export function sendJson(request: IncomingMessage, response: ServerResponse, value: unknown, status = 200): void {
  const body = Buffer.from(JSON.stringify(value))
  response.writeHead(status, {
    'content-type': 'application/json; charset=utf-8',
    'cache-control': 'no-store',
    'content-length': body.length,
  })
  response.end(request.method === 'HEAD' ? undefined : body)
}

import type { IncomingMessage, ServerResponse } from 'node:http'
import type { ServedFile } from '../page-files/page-files.ts'

/** Sends a file of the page, compressed as the browser takes it; 304 where the browser has it. */
export function sendFile(request: IncomingMessage, response: ServerResponse, file: ServedFile): void {
  const accepted = String(request.headers['accept-encoding'] ?? '')
  const headers: Record<string, string> = {
    'content-type': file.type,
    'cache-control': file.immutable ? 'public, max-age=31536000, immutable' : 'no-cache',
    etag: file.etag,
    vary: 'accept-encoding',
  }
  if (request.headers['if-none-match'] === file.etag) {
    response.writeHead(304, headers).end()
    return
  }
  const [encoding, body] = /\bbr\b/.test(accepted)
    ? ['br', file.brotli]
    : /\bgzip\b/.test(accepted)
      ? ['gzip', file.gzip]
      : ['', file.plain]
  if (encoding !== '') headers['content-encoding'] = encoding
  response.writeHead(200, { ...headers, 'content-length': body.length })
  response.end(request.method === 'HEAD' ? undefined : body)
}

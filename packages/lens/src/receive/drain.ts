import type { IncomingMessage, ServerResponse } from 'node:http'

const MOST_BYTES = 64 * 1024 * 1024
const LONGEST_MS = 5_000

/**
 * For a request that is refused before its body was read: throws the rest away, so that the sender, who is still writing, gets to read the
 * answer; and ends the connection where that takes too long.
 */
export function drain(request: IncomingMessage, response: ServerResponse): void {
  if (request.complete) return
  response.setHeader('connection', 'close')
  let bytes = 0
  request.on('data', (chunk: Buffer) => {
    bytes += chunk.length
    if (bytes > MOST_BYTES) request.destroy()
  })
  request.on('error', () => {})
  const timer = setTimeout(() => request.destroy(), LONGEST_MS)
  timer.unref()
  request.once('close', () => clearTimeout(timer))
}

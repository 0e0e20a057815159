/**
 * `stream-server-command.ts <chunks a second> <chunks>`: streams chat completions from bytes made beforehand, and prints its URL. It measures
 * itself: `GET /stats` gives the times of its answers since the last asking, as it sent them, milliseconds.
 */
import { createServer, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

/** What the server knows of its own answers. */
export interface ServerStats {
  readonly firstChunkMs: readonly number[]
  readonly answerMs: readonly number[]
}

interface Stream {
  readonly response: ServerResponse
  readonly startMs: number
  sent: number
}

const FIRST_CHUNK_MS = 50
const TICK_MS = 5
const [rate, length] = [Number(process.argv[2]), Number(process.argv[3])]
const event = (delta: object): string =>
  `data: {"id":"c","object":"chat.completion.chunk","created":1,"model":"m","choices":[{"index":0,"delta":${JSON.stringify(delta)}}]}\n\n`
const CHUNK = event({ content: ' word' })
const END = `data: {"choices":[{"index":0,"delta":{},"finish_reason":"stop"}]}\n\ndata: {"choices":[],"usage":{"prompt_tokens":20,"completion_tokens":${length}}}\n\ndata: [DONE]\n\n`

const streams = new Set<Stream>()
let stats: { firstChunkMs: number[]; answerMs: number[] } = { firstChunkMs: [], answerMs: [] }

setInterval(() => {
  const nowMs = performance.now()
  for (const stream of streams) {
    const sinceMs = nowMs - stream.startMs - FIRST_CHUNK_MS
    if (sinceMs < 0) continue
    const due = Math.min(length, 1 + Math.floor((sinceMs * rate) / 1000))
    if (due > stream.sent) stream.response.write(CHUNK.repeat(due - stream.sent))
    if (stream.sent === 0) stats.firstChunkMs.push(performance.now() - stream.startMs)
    stream.sent = due
    if (due < length) continue
    streams.delete(stream)
    stream.response.end(END)
    stats.answerMs.push(performance.now() - stream.startMs)
  }
}, TICK_MS)

const server = createServer((request, response) => {
  if (request.url === '/stats') {
    response.end(JSON.stringify(stats satisfies ServerStats))
    stats = { firstChunkMs: [], answerMs: [] }
    return
  }
  const startMs = performance.now()
  request.resume().once('end', () => {
    response.writeHead(200, { 'content-type': 'text/event-stream' })
    const stream: Stream = { response, startMs, sent: 0 }
    streams.add(stream)
    response.once('close', () => streams.delete(stream))
  })
})
server.listen(0, '127.0.0.1', () => console.log(`http://127.0.0.1:${(server.address() as AddressInfo).port}`))

/**
 * `stream-server-command.ts <chunks a second> <chunks>`: streams chat completions and prints its URL. It measures itself: `GET /stats` gives
 * the times of its answers since the last asking, as it sent them, milliseconds. It speaks just enough HTTP on a bare socket, from bytes
 * made beforehand: the less it does, the less of what a generator sees is the server's own delay.
 */
import { createServer, type Socket } from 'node:net'
import { readRequests } from './read-requests.ts'
import { createStreamBytes } from './stream-bytes.ts'

/** What the server knows of its own answers. */
export interface ServerStats {
  readonly firstChunkMs: readonly number[]
  readonly answerMs: readonly number[]
}

interface Stream {
  readonly socket: Socket
  readonly startMs: number
  sent: number
  nextWriteMs: number
}

const FIRST_CHUNK_MS = 50
/** Chunks that are due within this time go out in one write: a stream of 2,000 chunks a second is 200 writes of ten. */
const WRITE_EVERY_MS = 5
const [rate, length] = [Number(process.argv[2]), Number(process.argv[3])]
const bytes = createStreamBytes(length)
const streams = new Set<Stream>()
let stats: { firstChunkMs: number[]; answerMs: number[] } = { firstChunkMs: [], answerMs: [] }

// Each stream writes at its own times: 64 writes at one moment would be a queue that no generator has made.
setInterval(() => {
  for (const stream of streams) {
    const nowMs = performance.now()
    if (nowMs >= stream.nextWriteMs) write(stream, nowMs)
  }
}, 1)

function write(stream: Stream, nowMs: number): void {
  const { socket, startMs } = stream
  const due = Math.min(length, 1 + Math.floor(((nowMs - startMs - FIRST_CHUNK_MS) * rate) / 1000))
  if (due > stream.sent) socket.write(bytes.chunks(due - stream.sent))
  if (stream.sent === 0) stats.firstChunkMs.push(performance.now() - startMs)
  stream.sent = due
  stream.nextWriteMs = Math.max(nowMs + WRITE_EVERY_MS, startMs + FIRST_CHUNK_MS + (due * 1000) / rate)
  if (due < length) return
  streams.delete(stream)
  socket.write(bytes.end)
  stats.answerMs.push(performance.now() - startMs)
}

const server = createServer({ noDelay: true }, (socket) => {
  let stream: Stream | undefined
  socket.on('error', () => socket.destroy())
  socket.once('close', () => stream && streams.delete(stream))
  readRequests(socket, (path) => {
    if (path === '/stats') {
      socket.end(bytes.json(stats satisfies ServerStats))
      stats = { firstChunkMs: [], answerMs: [] }
      return
    }
    const startMs = performance.now()
    stream = { socket, startMs, sent: 0, nextWriteMs: startMs + FIRST_CHUNK_MS }
    streams.add(stream)
    socket.write(bytes.head)
  })
})
server.listen(0, '127.0.0.1', () => console.log(`http://127.0.0.1:${(server.address() as { port: number }).port}`))

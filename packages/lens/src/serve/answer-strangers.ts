import type { Server } from 'node:http'
import type { Duplex } from 'node:stream'

/** What a client that speaks something else begins with, and what its owner is to type. */
const STRANGERS: readonly (readonly [beginsWith: string, problem: string])[] = [
  ['PRI * HTTP/2', 'gRPC came, and OTLP is read over HTTP here: set OTEL_EXPORTER_OTLP_PROTOCOL=http/protobuf'],
  ['\u0016\u0003', 'TLS came, and there is none here: write http://, not https://, in OTEL_EXPORTER_OTLP_ENDPOINT'],
]

const STATUS: Readonly<Record<string, string>> = {
  HPE_HEADER_OVERFLOW: '431 Request Header Fields Too Large',
  ERR_HTTP_REQUEST_TIMEOUT: '408 Request Timeout',
}

interface ClientError extends NodeJS.ErrnoException {
  readonly rawPacket?: Buffer
}

/** Answers clients that do not speak HTTP/1.1, and tells `refuse` of those whose mistake is known: their own logs do not say it. */
export function answerStrangers(server: Server, refuse: (problem: string) => void): void {
  server.on('clientError', (error: ClientError, socket: Duplex) => {
    const begin = error.rawPacket?.subarray(0, 16).toString('latin1') ?? ''
    const problem = STRANGERS.find(([beginsWith]) => begin.startsWith(beginsWith))?.[1]
    if (problem !== undefined) refuse(problem)
    if (error.code === 'ECONNRESET' || !socket.writable) socket.destroy()
    else socket.end(`HTTP/1.1 ${STATUS[error.code ?? ''] ?? '400 Bad Request'}\r\nconnection: close\r\n\r\n`)
  })
}

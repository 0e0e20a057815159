import type { ServerResponse } from 'node:http'
import { WireWriter } from '../otlp/wire-writer.ts'
import type { Signal } from '../take-in/decode-body.ts'

export type Encoding = 'json' | 'protobuf'

const TYPES: Readonly<Record<Encoding, string>> = { json: 'application/json', protobuf: 'application/x-protobuf' }
/** How `partial_success` counts what was rejected. */
const REJECTED: Readonly<Record<Signal, string>> = { traces: 'rejectedSpans', metrics: 'rejectedDataPoints', logs: 'rejectedLogRecords' }
/** Codes of google.rpc.Status. */
const CODES: Readonly<Record<number, number>> = { 400: 3, 403: 7, 404: 5, 413: 8, 503: 14 }
const INTERNAL = 13
const INVALID_ARGUMENT = 3

/** The answer of success: empty, or how much was rejected and why. */
export function answerTaken(response: ServerResponse, encoding: Encoding, signal: Signal, rejected: number, problem: string | null): void {
  if (encoding === 'json') {
    const partialSuccess = { [REJECTED[signal]]: String(rejected), errorMessage: problem ?? '' }
    end(response, 200, encoding, JSON.stringify(rejected === 0 ? {} : { partialSuccess }))
    return
  }
  const writer = new WireWriter()
  if (rejected > 0) {
    writer.message(1, () => {
      writer.varint(1, BigInt(rejected))
      writer.string(2, problem ?? '')
    })
  }
  end(response, 200, encoding, writer.finish())
}

/** A google.rpc.Status in the encoding of the request. */
export function answerRefused(response: ServerResponse, encoding: Encoding, status: number, message: string): void {
  const code = CODES[status] ?? (status < 500 ? INVALID_ARGUMENT : INTERNAL)
  if (encoding === 'json') {
    end(response, status, encoding, JSON.stringify({ code, message }))
    return
  }
  const writer = new WireWriter()
  writer.varint(1, BigInt(code))
  writer.string(2, message)
  end(response, status, encoding, writer.finish())
}

function end(response: ServerResponse, status: number, encoding: Encoding, body: string | Uint8Array): void {
  response.writeHead(status, { 'content-type': TYPES[encoding], 'content-length': Buffer.byteLength(body) })
  response.end(body)
}

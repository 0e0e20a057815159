import type { IncomingMessage, ServerResponse } from 'node:http'
import { Malformed } from '../otlp/malformed.ts'
import { type Batch, type DecodeContext, decodeBody, type Signal } from '../take-in/decode-body.ts'
import { decodeJson } from '../take-in/decode-json.ts'
import type { Holdings } from '../take-in/holdings.ts'
import { drain } from './drain.ts'
import { answerRefused, answerTaken, type Encoding } from './otlp-answer.ts'
import { readBody } from './read-body.ts'
import { Refusal } from './refusal.ts'

/** The paths of OTLP over HTTP. */
export const OTLP_PATHS: ReadonlyMap<string, Signal> = new Map([
  ['/v1/traces', 'traces'],
  ['/v1/metrics', 'metrics'],
  ['/v1/logs', 'logs'],
])

const ENCODINGS: Readonly<Record<string, Encoding>> = { 'application/json': 'json', 'application/x-protobuf': 'protobuf' }

/** Takes an export request in, or refuses it in its own encoding; goes on serving whatever came. Never rejects. */
export async function serveOtlp(holdings: Holdings, signal: Signal, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const type = (request.headers['content-type'] ?? '').split(';')[0]?.trim().toLowerCase() ?? ''
  const encoding = Object.hasOwn(ENCODINGS, type) ? ENCODINGS[type] : undefined
  try {
    if (request.method !== 'POST') throw new Refusal(405, `${request.method} is not taken here: send OTLP with POST`)
    if (encoding === undefined) {
      throw new Refusal(
        415,
        `content-type: application/x-protobuf or application/json is read, not ${type.slice(0, 60) || 'none'}; use http/protobuf, not grpc`,
      )
    }
    const body = await readBody(request)
    const batch = holdings.take((context, into) => decode(encoding, signal, body, context, into))
    if (batch.rejected > 0) holdings.refuse(`${batch.rejected} of ${signal}: ${batch.problem}`)
    answerTaken(response, encoding, signal, batch.rejected, batch.problem)
  } catch (error) {
    if (response.destroyed) return
    const refusal = toRefusal(error)
    // Who asks with GET looks at the answer themselves.
    if (refusal.status === 405) response.setHeader('allow', 'POST')
    else holdings.refuse(refusal.message)
    drain(request, response)
    answerRefused(response, encoding ?? 'json', refusal.status, refusal.message)
  }
}

function decode(encoding: Encoding, signal: Signal, body: Buffer, context: DecodeContext, batch: Batch): void {
  if (encoding === 'json') decodeJson(signal, body, context, batch)
  else decodeBody(signal, body, context, batch)
}

function toRefusal(error: unknown): Refusal {
  if (error instanceof Refusal) return error
  if (error instanceof Malformed) return new Refusal(400, `the body is not what it should be: ${error.message}`)
  return new Refusal(500, `the lens failed: ${error instanceof Error ? error.message : String(error)}`)
}

import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http'
import { setTimeout as delay } from 'node:timers/promises'
import { BadBody } from './bad-body.ts'
import { decodeRequest, type Encoding, encodingOf } from './decode-request.ts'
import type { Faults } from './faults.ts'
import type { Inbox } from './inbox.ts'
import { messageType } from './messages.ts'
import { decompress, readBody } from './read-body.ts'
import type { ReceivedLog, ReceivedMetric, ReceivedRequest, ReceivedSpan } from './received.ts'
import { toLogs } from './to-logs.ts'
import { toMetrics } from './to-metrics.ts'
import { toSpans } from './to-spans.ts'

/** Where a served request leaves what it brought. */
export interface Arrivals {
  spans: Inbox<ReceivedSpan>
  metrics: Inbox<ReceivedMetric>
  logs: Inbox<ReceivedLog>
  requests: ReceivedRequest[]
  faults: Faults
}

interface Answer {
  status: number
  headers?: Record<string, string>
  /** What was wrong; undefined on success. */
  problem?: string
}

type Route = (encoding: Encoding, body: Uint8Array, arrivals: Arrivals) => void

const ROUTES: Record<string, Route> = {
  '/v1/traces': (encoding, body, { spans }) => spans.add(toSpans(decodeRequest('TraceRequest', encoding, body))),
  '/v1/metrics': (encoding, body, { metrics }) => metrics.add(toMetrics(decodeRequest('MetricsRequest', encoding, body))),
  '/v1/logs': (encoding, body, { logs }) => logs.add(toLogs(decodeRequest('LogsRequest', encoding, body))),
}

/** The HTTP side of the receiver: stores what is right, refuses what is not, and answers in the encoding that was sent. */
export function serveOtlp(arrivals: Arrivals): RequestListener {
  return (request, response) => void serve(arrivals, request, response)
}

async function serve(arrivals: Arrivals, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const entry: ReceivedRequest = { path: (request.url ?? '/').split('?')[0]!, headers: headersOf(request), bytes: 0, status: undefined }
  arrivals.requests.push(entry)
  const fault = arrivals.faults.take()
  const answer = await accept(arrivals, request, entry, fault !== undefined)
  const { status, headers, problem } = fault === undefined ? answer : { ...fault, problem: `told to answer ${fault.status}` }
  if (arrivals.faults.delayMs > 0) await delay(arrivals.faults.delayMs, undefined, { ref: false })
  if (response.destroyed) return
  entry.status = status
  const [contentType, body] = encodeAnswer(request.headers['content-type'], problem)
  response.writeHead(status, { 'content-type': contentType, ...headers })
  response.end(body)
}

/** Reads the body in any case, so that the sender is never cut off in the middle of it. */
async function accept(arrivals: Arrivals, request: IncomingMessage, entry: ReceivedRequest, drop: boolean): Promise<Answer> {
  try {
    const sent = await readBody(request)
    entry.bytes = sent.length
    if (drop) return { status: 200 }
    const route = ROUTES[entry.path]
    if (route === undefined) throw new BadBody(`no such path: ${entry.path}; expected ${Object.keys(ROUTES).join(', ')}`, 404)
    if (request.method !== 'POST') throw new BadBody(`method: expected POST, got ${request.method}`, 405)
    const encoding = encodingOf(request.headers['content-type'])
    route(encoding, await decompress(sent, request.headers['content-encoding']), arrivals)
    return { status: 200 }
  } catch (error) {
    if (error instanceof BadBody) return { status: error.status, problem: error.message }
    return { status: 500, problem: `the receiver failed: ${(error as Error).stack}` }
  }
}

/** An empty response message, or a google.rpc.Status. */
function encodeAnswer(contentType: string | undefined, problem: string | undefined): [contentType: string, body: string | Uint8Array] {
  const isProtobuf = contentType?.startsWith('application/x-protobuf') ?? false
  if (!isProtobuf) return ['application/json', JSON.stringify(problem === undefined ? {} : { message: problem })]
  const failure = messageType('Failure')
  return ['application/x-protobuf', problem === undefined ? new Uint8Array() : failure.encode({ message: problem }).finish()]
}

function headersOf(request: IncomingMessage): Record<string, string> {
  return Object.fromEntries(
    Object.entries(request.headers).flatMap(([name, value]) => (value === undefined ? [] : [[name, [value].flat().join(', ')]])),
  )
}

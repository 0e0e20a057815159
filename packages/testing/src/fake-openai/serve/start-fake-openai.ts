import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { ResponseStore } from '../answers/responses.ts'
import { answerRequest } from '../answers/route.ts'
import { type ControlledStream, EVENTS } from '../controlled-stream.ts'
import { parseScript } from '../parse-script.ts'
import type { Script } from '../script.ts'
import { Connection, ConnectionEnded } from './connection.ts'
import { control } from './control.ts'
import { isMatch, type Matcher } from './matcher.ts'
import { playAnswer } from './play-answer.ts'
import { readRequest } from './read-request.ts'
import type { RecordedRequest } from './recorded-request.ts'
import { Slots } from './slots.ts'

export interface FakeOpenAIOptions {
  /** Default 0: any free port. */
  port?: number
  /** Default 127.0.0.1. */
  host?: string
  /** What requests are answered with when nothing is queued for them; also what the fields that a script leaves out come from. */
  script?: Script
  /** How many requests are answered at a time; the others wait without headers. Default: no limit. */
  maxConcurrent?: number
  /** How many requests are kept; the oldest are forgotten. Default 10,000. */
  maxRecorded?: number
}

/** A running server. */
export interface FakeOpenAI extends AsyncDisposable {
  /** For the client's `baseURL`: `http://127.0.0.1:<port>/v1`. */
  readonly url: string
  readonly port: number
  /** Every API request, in the order of arrival. */
  readonly requests: readonly RecordedRequest[]
  /** Requests that wait for a slot now. */
  readonly queued: number
  /** Scripts for the next requests, one each, in order. Throws a `TypeError` that names what is wrong with a script. */
  enqueue(...scripts: (Script | ControlledStream)[]): void
  /** A script for every request that matches and finds nothing queued; later ones are asked first. Throws as `enqueue` does. */
  respond(matcher: Matcher, script: Script): void
  /** Forgets queued scripts, matchers, recorded requests and stored responses. */
  reset(): void
  /** Stops, and cuts what is still open. Safe to call twice. */
  close(): Promise<void>
}

/** Starts an OpenAI-compatible server that does what its scripts say. Rejects when the port is taken or the script is wrong. */
export async function startFakeOpenAI(options: FakeOpenAIOptions = {}): Promise<FakeOpenAI> {
  const base = parseScript(options.script ?? {}, 'options.script')
  const { maxRecorded = 10_000 } = options
  const queue: (Script | ControlledStream)[] = []
  const matchers: { matcher: Matcher; script: Script }[] = []
  const requests: RecordedRequest[] = []
  const responses = new ResponseStore()
  const slots = options.maxConcurrent === undefined ? undefined : new Slots(options.maxConcurrent)
  let received = 0

  const serve = async (incoming: IncomingMessage, response: ServerResponse): Promise<void> => {
    if (await control(incoming, response, server)) return
    const path = incoming.url ?? '/'
    if (path === '/health') return void response.setHeader('content-type', 'application/json').end('{"status":"ok"}')
    const body = await readRequest(incoming)
    const about = { method: incoming.method ?? 'GET', path, headers: incoming.headers, body }
    const record: RecordedRequest = { ...about, aborted: false, finished: false, status: 0, bytesWritten: 0, eventsWritten: 0 }
    requests.push(record)
    if (requests.length > maxRecorded) requests.shift()
    const number = ++received
    const next = queue.shift() ?? matchers.findLast(({ matcher }) => isMatch(matcher, record))?.script ?? {}
    const connection = new Connection(response, record)
    const release = await slots?.take(connection.gone)
    try {
      if (EVENTS in next)
        await next[EVENTS].play((answer) => playAnswer(connection, () => answer, base, record, number), connection, record)
      else {
        const script = { ...base, ...next }
        await playAnswer(connection, () => answerRequest(about, script, responses), script, record, number)
      }
    } finally {
      release?.()
    }
  }

  const http = createServer((incoming, response) => {
    serve(incoming, response).catch((error: unknown) => {
      if (error instanceof ConnectionEnded || response.destroyed) return
      if (!response.headersSent) response.writeHead(500, { 'content-type': 'text/plain' })
      response.end(`The fake server failed: ${String(error)}`)
    })
  })
  await new Promise<void>((resolve, reject) => {
    http.once('error', reject)
    http.listen(options.port ?? 0, options.host ?? '127.0.0.1', resolve)
  })
  const { port, address, family } = http.address() as AddressInfo
  const close = async (): Promise<void> => {
    const closed = new Promise<void>((resolve) => http.close(() => resolve()))
    http.closeAllConnections()
    await closed
  }
  const server: FakeOpenAI = {
    url: `http://${family === 'IPv6' ? `[${address}]` : address}:${port}/v1`,
    port,
    requests,
    get queued() {
      return slots?.queued ?? 0
    },
    enqueue(...scripts) {
      const name = (index: number): string => (scripts.length > 1 ? `script ${index + 1}` : 'script')
      queue.push(...scripts.map((script, index) => (isControlled(script) ? script : parseScript(script, name(index)))))
    },
    respond: (matcher, script) => void matchers.push({ matcher, script: parseScript(script) }),
    reset() {
      for (const list of [queue, matchers, requests]) list.length = 0
      responses.clear()
      received = 0
    },
    close,
    [Symbol.asyncDispose]: close,
  }
  return server
}

const isControlled = (script: Script | ControlledStream): script is ControlledStream =>
  typeof script === 'object' && script !== null && EVENTS in script

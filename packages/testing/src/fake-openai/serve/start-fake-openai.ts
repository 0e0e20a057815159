import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { answerRequest } from '../answers/route.ts'
import { type ControlledStream, EVENTS } from '../controlled-stream.ts'
import { parseScript } from '../parse-script.ts'
import type { Script } from '../script.ts'
import { Connection, ConnectionEnded } from './connection.ts'
import { playAnswer } from './play-answer.ts'
import { readRequest } from './read-request.ts'
import type { RecordedRequest } from './recorded-request.ts'
import { Slots } from './slots.ts'

export interface FakeOpenAIOptions {
  /** Default 0: any free port. */
  port?: number
  /** Default 127.0.0.1. */
  host?: string
  /** What requests are answered with when nothing is queued for them. */
  script?: Script
  /** How many requests are answered at a time; the others wait without headers. Default: no limit. */
  maxConcurrent?: number
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
  /** A script for every request that matches and finds nothing queued; later ones are asked first. */
  respond(matches: (request: RecordedRequest) => boolean, script: Script): void
  /** Forgets queued scripts, matchers and recorded requests. */
  reset(): void
  /** Stops, and cuts what is still open. */
  close(): Promise<void>
}

const CONTROL_PATH = '/__tokenscope/script'

/** Starts an OpenAI-compatible server that does what its scripts say. */
export async function startFakeOpenAI(options: FakeOpenAIOptions = {}): Promise<FakeOpenAI> {
  const base = parseScript(options.script ?? {}, 'options.script')
  const queue: (Script | ControlledStream)[] = []
  const matchers: { matches: (request: RecordedRequest) => boolean; script: Script }[] = []
  const requests: RecordedRequest[] = []
  const polls = new Map<string, number>()
  const slots = options.maxConcurrent === undefined ? undefined : new Slots(options.maxConcurrent)
  const enqueue = (...scripts: (Script | ControlledStream)[]): void => {
    queue.push(
      ...scripts.map((script, index) =>
        EVENTS in script ? script : parseScript(script, scripts.length > 1 ? `script ${index + 1}` : 'script'),
      ),
    )
  }

  const serve = async (incoming: IncomingMessage, response: ServerResponse): Promise<void> => {
    const path = new URL(incoming.url ?? '/', 'http://localhost').pathname
    if (path === CONTROL_PATH) return acceptScript(incoming, response, enqueue)
    if (path === '/health') return void response.setHeader('content-type', 'application/json').end('{"status":"ok"}')
    const record: RecordedRequest = {
      method: incoming.method ?? 'GET',
      path: incoming.url ?? '/',
      headers: incoming.headers,
      body: await readRequest(incoming),
      aborted: false,
      finished: false,
      bytesWritten: 0,
      eventsWritten: 0,
    }
    requests.push(record)
    const number = requests.length
    const next = queue.shift() ?? matchers.findLast(({ matches }) => matches(record))?.script ?? {}
    const connection = new Connection(response, record)
    const release = await slots?.take()
    try {
      if (EVENTS in next) {
        const answer = { kind: 'stream', events: next[EVENTS].open(connection.gone), done: true } as const
        try {
          await playAnswer(connection, () => answer, base, record, number)
        } finally {
          next[EVENTS].settle(record.finished ? 'ended' : 'client')
        }
        return
      }
      const script = { ...base, ...next }
      await playAnswer(connection, () => answerRequest(record.method, path, record.body, script, polls), script, record, number)
    } finally {
      release?.()
    }
  }

  const server = createServer((incoming, response) => {
    serve(incoming, response).catch((error: unknown) => {
      if (error instanceof ConnectionEnded || response.destroyed) return
      if (!response.headersSent) response.writeHead(500, { 'content-type': 'text/plain' })
      response.end(`The fake server failed: ${String(error)}`)
    })
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(options.port ?? 0, options.host ?? '127.0.0.1', resolve)
  })
  const { port, address, family } = server.address() as AddressInfo
  const close = async (): Promise<void> => {
    const closed = new Promise<void>((resolve) => server.close(() => resolve()))
    server.closeAllConnections()
    await closed
  }
  return {
    url: `http://${family === 'IPv6' ? `[${address}]` : address}:${port}/v1`,
    port,
    requests,
    get queued() {
      return slots?.queued ?? 0
    },
    enqueue,
    respond: (matches, script) => void matchers.push({ matches, script: parseScript(script) }),
    reset() {
      queue.length = 0
      matchers.length = 0
      requests.length = 0
      polls.clear()
    },
    close,
    [Symbol.asyncDispose]: close,
  }
}

/** `POST /__tokenscope/script`: a script, or a list of them, from another process. */
async function acceptScript(incoming: IncomingMessage, response: ServerResponse, enqueue: (...scripts: Script[]) => void): Promise<void> {
  const parts: Buffer[] = []
  for await (const part of incoming) parts.push(part as Buffer)
  try {
    const scripts = JSON.parse(Buffer.concat(parts).toString()) as Script | Script[]
    enqueue(...(Array.isArray(scripts) ? scripts : [scripts]))
    response.writeHead(204).end()
  } catch (error) {
    response.writeHead(400, { 'content-type': 'text/plain' }).end((error as Error).message)
  }
}

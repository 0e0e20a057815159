import { type ClientRequest, Agent as HttpAgent, type IncomingMessage, request as requestHttp } from 'node:http'
import { Agent as HttpsAgent, request as requestHttps } from 'node:https'
import type { LoadPlan } from '../plan/load-plan.ts'
import type { CallResult } from './call-result.ts'
import { readBody, readStream } from './read-answer.ts'

/** What of the answer is known when it has ended. */
export interface Answer {
  readonly firstTokenMs: number | undefined
  readonly outputTokens: number
  readonly promptTokens: number | undefined
  readonly tokensReported: boolean
  readonly error: string | undefined
}

/** Sends requests over connections that stay open. */
export interface Caller {
  /** One request from its start to the end of its answer. Never rejects: what goes wrong is in the result. */
  call(body: string, intendedMs: number): Promise<CallResult>
  /** Ends all connections; calls in flight fail. */
  close(): void
}

const NOTHING: Answer = { firstTokenMs: undefined, outputTokens: 0, promptTokens: undefined, tokensReported: false, error: undefined }

/** By `node:http` alone: no client library's own work is in the figures. */
export function createCaller(plan: LoadPlan): Caller {
  const secure = plan.endpoint.protocol === 'https:'
  const limits = { keepAlive: true, maxSockets: Number.POSITIVE_INFINITY, maxFreeSockets: plan.maxInFlight, scheduling: 'fifo' } as const
  const agent = secure ? new HttpsAgent(limits) : new HttpAgent(limits)
  const headers = {
    'content-type': 'application/json',
    accept: plan.stream ? 'text/event-stream' : 'application/json',
    'user-agent': 'tokenscope-load',
    ...(plan.apiKey !== undefined && { authorization: `Bearer ${plan.apiKey}` }),
  }
  const send = secure ? requestHttps : requestHttp
  return {
    close: () => agent.destroy(),
    call: (body, intendedMs) =>
      new Promise((resolve) => {
        const startMs = performance.now()
        let settled = false
        let current: ClientRequest
        const settle = (answer: Answer): void => {
          if (settled) return
          settled = true
          clearTimeout(timer)
          resolve({ intendedMs, startMs, endMs: performance.now(), ...answer })
        }
        const fail = (error: string): void => {
          settle({ ...NOTHING, error })
          current.destroy()
        }
        const timer = setTimeout(() => fail('timeout'), plan.timeoutSeconds * 1000)
        const attempt = (connections: typeof agent | false): void => {
          const request = send(plan.endpoint, {
            method: 'POST',
            agent: connections,
            headers: { ...headers, 'content-length': Buffer.byteLength(body) },
          })
          current = request
          request.once('error', (error: NodeJS.ErrnoException) => {
            if (settled) return
            if (closedMeanwhile(request, error)) attempt(false)
            else fail(error.code ?? error.message)
          })
          request.once('response', (response) => take(response, plan.stream, settle, fail))
          request.end(body)
        }
        attempt(agent)
      }),
  }
}

/**
 * A kept connection that the server closed before it saw the request: some servers end it after each answer without a word. Every client
 * sends again on a new one, so that is no failure of the server; the time it took counts.
 */
function closedMeanwhile({ reusedSocket, res }: ClientRequest & { res?: unknown }, { code }: NodeJS.ErrnoException): boolean {
  return reusedSocket && res == null && (code === 'ECONNRESET' || code === 'EPIPE')
}

function take(response: IncomingMessage, stream: boolean, settle: (answer: Answer) => void, fail: (error: string) => void): void {
  response.once('error', (error: NodeJS.ErrnoException) => fail(error.code ?? 'aborted'))
  response.once('aborted', () => fail('aborted'))
  const status = response.statusCode ?? 0
  if (status < 200 || status >= 300) {
    response.resume()
    response.once('end', () => settle({ ...NOTHING, error: String(status) }))
  } else if (stream) readStream(response, settle, fail)
  else readBody(response, settle, fail)
}

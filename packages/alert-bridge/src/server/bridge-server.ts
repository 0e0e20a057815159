import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { NotificationError, parseNotification } from '../alert/parse-notification.ts'
import type { BridgeConfig } from '../config/bridge-config.ts'
import { readSecret } from '../config/read-secret.ts'
import { dispatch, type Outcome } from '../delivery/dispatcher.ts'
import type { RobotQueue } from '../delivery/robot-queue.ts'
import type { BridgeMetrics, RefusalReason } from '../metrics/bridge-metrics.ts'
import { METRICS_CONTENT_TYPE, metricsPage } from '../metrics/metrics-page.ts'
import { isAuthorized } from './is-authorized.ts'
import { readBody } from './read-body.ts'

export interface ServerContext {
  readonly config: BridgeConfig
  readonly queues: readonly RobotQueue[]
  readonly metrics: BridgeMetrics
  /** Time that a client has for its whole request. */
  readonly requestTimeoutMs: number
  log(line: string): void
}

/** A request that is refused, and why. `reason` is the word that the metric has. */
class Refusal extends Error {
  readonly status: number
  readonly reason: RefusalReason

  constructor(status: number, reason: RefusalReason, message: string) {
    super(message)
    this.status = status
    this.reason = reason
  }
}

/** Alertmanager tries again after 5xx and never after 4xx. */
const ANSWERS: Readonly<Record<Outcome, { readonly status: number; readonly text: string }>> = {
  delivered: { status: 200, text: 'delivered' },
  queued: { status: 503, text: 'no robot took it yet; ask again' },
  failed: { status: 424, text: 'refused by the robot: see the log and the dead letters of the bridge' },
  full: { status: 503, text: 'the queue is full; ask again' },
}

/** `POST /alerts/<robot>`, `POST /alerts` for every robot, `GET /healthz`, `GET /metrics`. Does not listen yet. */
export function createBridgeServer(context: ServerContext): Server {
  const { requestTimeoutMs } = context
  const timeouts = {
    requestTimeout: requestTimeoutMs,
    headersTimeout: requestTimeoutMs,
    connectionsCheckingInterval: Math.min(1000, requestTimeoutMs),
  }
  return createServer({ ...timeouts, keepAliveTimeout: 60_000, maxHeaderSize: 16_384 }, (request, response) => {
    answer(request, response, context).catch((error: unknown) => {
      if (request.destroyed && !request.complete) return
      if (error instanceof Refusal) {
        context.metrics.refused(error.reason)
        if (error.status === 401) response.setHeader('www-authenticate', 'Bearer')
        return reply(response, error.status, error.message)
      }
      context.log(`a request failed: ${error instanceof Error ? error.message : String(error)}`)
      reply(response, 500, 'the bridge failed; see its log')
    })
  })
}

async function answer(request: IncomingMessage, response: ServerResponse, context: ServerContext): Promise<void> {
  const path = (request.url ?? '/').split('?')[0]!
  if (path === '/healthz' || path === '/metrics') {
    if (request.method !== 'GET' && request.method !== 'HEAD') throw new Refusal(405, 'method', `${path} is read with GET`)
    if (path === '/healthz') return reply(response, 200, 'ok')
    response.setHeader('content-type', METRICS_CONTENT_TYPE)
    return reply(response, 200, metricsPage(context.metrics.series()))
  }
  const queues = findQueues(path, context)
  if (request.method !== 'POST') throw new Refusal(405, 'method', 'notifications are sent with POST')
  const { sharedSecretFile } = context.config
  if (sharedSecretFile !== undefined && !isAuthorized(request.headers.authorization, readSecret(sharedSecretFile, 'the shared secret'))) {
    throw new Refusal(401, 'unauthorized', 'send the shared secret: in Alertmanager, http_config.authorization.credentials_file')
  }
  // A web page that is open on this machine can post a form, but no JSON: only to an address that it made look like its own, and then
  // its browser says where it comes from.
  if (request.headers.origin !== undefined) throw new Refusal(403, 'web_page', 'notifications come from Alertmanager, and from no web page')
  if (!/^application\/json\b/i.test(request.headers['content-type'] ?? ''))
    throw new Refusal(415, 'content_type', 'the body must be application/json')
  const body = await readBody(request)
  if (body === undefined) throw new Refusal(413, 'too_large', 'the notification is too large: set max_alerts in Alertmanager')
  const outcome = await dispatch(parse(body), queues, context.config.delivery.answerMs)
  context.metrics.notification(outcome)
  if (outcome !== 'delivered') response.setHeader('retry-after', '5')
  reply(response, ANSWERS[outcome].status, ANSWERS[outcome].text)
}

function parse(body: string): ReturnType<typeof parseNotification> {
  try {
    return parseNotification(body)
  } catch (error) {
    if (error instanceof NotificationError) throw new Refusal(400, 'bad_body', error.message)
    throw error
  }
}

function findQueues(path: string, { queues }: ServerContext): readonly RobotQueue[] {
  if (path === '/alerts') return queues
  const name = /^\/alerts\/([a-z0-9-]+)$/.exec(path)?.[1]
  if (name === undefined) throw new Refusal(404, 'not_found', 'there are /alerts, /alerts/<robot>, /healthz and /metrics')
  const found = queues.filter(({ robot }) => robot.name === name)
  if (found.length === 0)
    throw new Refusal(404, 'not_found', `there is no robot ${name}: there are ${queues.map(({ robot }) => robot.name).join(', ')}`)
  return found
}

function reply(response: ServerResponse, status: number, text: string): void {
  if (response.headersSent || response.destroyed) return
  if (!response.hasHeader('content-type')) response.setHeader('content-type', 'text/plain; charset=utf-8')
  response.writeHead(status).end(text.endsWith('\n') ? text : `${text}\n`)
}

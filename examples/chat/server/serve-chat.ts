import { once } from 'node:events'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { Chat } from '../chat.ts'
import type { Answer } from '../telemetry/answers.ts'
import { parseDisplay, recordDisplay } from '../telemetry/record-display.ts'
import { recordFeedback } from '../telemetry/record-feedback.ts'
import { pageFile } from './page-files.ts'
import { Refused, readJson } from './read-json.ts'
import { sidebar } from './sidebar.ts'
import { streamAnswer } from './stream-answer.ts'

type Route = (chat: Chat, request: IncomingMessage, response: ServerResponse) => Promise<void>

const ROUTES: Readonly<Record<string, Route>> = {
  'GET /api/summary': async (chat, _request, response) => sendJson(response, 200, sidebar(chat)),
  'POST /api/chat': streamAnswer,
  'POST /api/feedback': async (chat, request, response) => {
    const answer = answerOf(chat, request)
    const { thumb } = ((await readJson(request)) ?? {}) as { thumb?: unknown }
    if (thumb !== 'up' && thumb !== 'down') throw new Refused(400, 'thumb is "up" or "down".')
    recordFeedback(answer, thumb)
    response.writeHead(204).end()
  },
  'POST /api/display': async (chat, request, response) => {
    const answer = answerOf(chat, request)
    const display = parseDisplay(await readJson(request))
    if (!display) throw new Refused(400, 'firstTokenMs and lastTokenMs are milliseconds, in this order.')
    recordDisplay(answer, display)
    response.writeHead(204).end()
  },
}

/** Nothing but what this server sends itself; no inline script, no frame around the page. */
const HEADERS = {
  'content-security-policy':
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cache-control': 'no-store',
}

/** Serves the page and its API on 127.0.0.1. Rejects when the port is taken. */
export async function serveChat(chat: Chat, port: number): Promise<Server> {
  const server = createServer((request, response) => {
    for (const [name, value] of Object.entries(HEADERS)) response.setHeader(name, value)
    answer(chat, request, response).catch((error: unknown) => {
      const refused = error instanceof Refused ? error : new Refused(500, 'Something broke; the terminal says what.')
      if (!(error instanceof Refused)) console.error(error)
      // Of a body that is too large the rest is still on its way.
      if (refused.status === 413) response.setHeader('connection', 'close')
      if (response.headersSent) response.destroy()
      else sendJson(response, refused.status, { error: refused.message })
    })
  })
  server.listen(port, '127.0.0.1')
  await once(server, 'listening')
  return server
}

async function answer(chat: Chat, request: IncomingMessage, response: ServerResponse): Promise<void> {
  checkCaller(request)
  const path = (request.url ?? '/').split('?')[0] ?? '/'
  const route = ROUTES[`${request.method} ${path}`]
  if (route) return await route(chat, request, response)
  const file = request.method === 'GET' ? pageFile(path) : undefined
  if (!file) throw new Refused(404, 'There is no such page.')
  response.writeHead(200, { 'content-type': file.type }).end(file.bytes)
}

/** A name of this machine that another site gave itself (DNS rebinding), or a page of another site: neither may use the model. */
function checkCaller({ headers, socket }: IncomingMessage): void {
  const own = ['127.0.0.1', 'localhost'].map((name) => `${name}:${socket.localPort}`)
  if (!own.includes(headers.host ?? '')) throw new Refused(403, `Open http://${own[0]}.`)
  if (headers.origin !== undefined && headers.origin !== `http://${headers.host}`) throw new Refused(403, 'Another site may not ask.')
}

function answerOf({ answers }: Chat, { headers }: IncomingMessage): Answer {
  const found = answers.find(typeof headers.traceparent === 'string' ? headers.traceparent : undefined)
  if (!found) throw new Refused(404, 'That answer is not known, or it is too old.')
  return found
}

function sendJson(response: ServerResponse, status: number, value: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(value))
}

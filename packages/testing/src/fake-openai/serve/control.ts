import type { IncomingMessage, ServerResponse } from 'node:http'
import { text } from 'node:stream/consumers'
import type { Script } from '../script.ts'
import type { FakeOpenAI } from './start-fake-openai.ts'

const SCRIPT_PATH = '/__tokenscope/script'
const REQUESTS_PATH = '/__tokenscope/requests'

/**
 * For other processes: `POST /__tokenscope/script` queues a script or a list of them, `DELETE` on it forgets everything, and
 * `GET /__tokenscope/requests` lists what came in. False where the path is none of these.
 */
export async function control(
  incoming: IncomingMessage,
  response: ServerResponse,
  server: Pick<FakeOpenAI, 'enqueue' | 'reset' | 'requests'>,
): Promise<boolean> {
  const call = `${incoming.method} ${incoming.url}`
  if (call === `GET ${REQUESTS_PATH}`) send(response, 200, server.requests)
  else if (call === `DELETE ${SCRIPT_PATH}`) {
    server.reset()
    response.writeHead(204).end()
  } else if (call === `POST ${SCRIPT_PATH}`) {
    try {
      const scripts = JSON.parse(await text(incoming)) as Script | Script[]
      server.enqueue(...(Array.isArray(scripts) ? scripts : [scripts]))
      response.writeHead(204).end()
    } catch (error) {
      send(response, 400, { error: { message: (error as Error).message } })
    }
  } else if (incoming.url?.startsWith('/__tokenscope/')) {
    send(response, 404, {
      error: { message: `There is no ${call}: only POST and DELETE ${SCRIPT_PATH}, and GET ${REQUESTS_PATH}.` },
    })
  } else return false
  return true
}

function send(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body))
}

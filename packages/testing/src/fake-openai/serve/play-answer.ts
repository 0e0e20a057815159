import type { Answer } from '../answers/answer.ts'
import type { Script } from '../script.ts'
import { answerHeaders } from './answer-headers.ts'
import type { Connection } from './connection.ts'
import { errorBody } from './error-body.ts'
import { playStream } from './play-stream.ts'
import type { RecordedRequest } from './recorded-request.ts'

/** Sends one answer with the script's headers, timing and faults. */
export async function playAnswer(
  connection: Connection,
  makeAnswer: () => Answer,
  script: Script,
  record: RecordedRequest,
  number: number,
): Promise<void> {
  const headers = answerHeaders(script, number)
  await connection.wait(script.headersDelayMs ?? 0)
  if (script.resetAt === 'headers') connection.reset()
  if (script.hangAt === 'headers') await connection.hang()
  const status = script.status ?? 200
  if (status >= 400) {
    sendBody(connection, status, headers, script.body ?? errorBody(script, status))
    return
  }
  if (script.body !== undefined) {
    sendBody(connection, status, headers, script.body)
    return
  }
  const answer = makeAnswer()
  if (answer.kind === 'stream') {
    connection.head(status, { 'content-type': 'text/event-stream; charset=utf-8', 'cache-control': 'no-cache', ...headers })
    await playStream(connection, answer.events, answer.done, script, record)
    return
  }
  await connection.wait(script.firstChunkDelayMs ?? 0)
  if (answer.kind === 'binary') {
    connection.head(status, { 'content-type': answer.contentType, ...headers })
    connection.end(answer.bytes)
  } else if (answer.kind === 'text') {
    connection.head(status, { 'content-type': 'text/plain; charset=utf-8', ...headers })
    connection.end(answer.body)
  } else {
    sendBody(connection, answer.status ?? status, headers, answer.body)
  }
}

function sendBody(connection: Connection, status: number, headers: Record<string, string>, body: unknown): void {
  const isText = typeof body === 'string'
  const type = !isText ? 'application/json' : body.trimStart().startsWith('<') ? 'text/html; charset=utf-8' : 'text/plain; charset=utf-8'
  const bytes = Buffer.from(isText ? body : JSON.stringify(body))
  connection.head(status, { 'content-type': type, 'content-length': String(bytes.length), ...headers })
  connection.end(bytes)
}

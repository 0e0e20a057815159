import type { Answer } from '../answers/answer.ts'
import { Random } from '../random.ts'
import type { Script } from '../script.ts'
import { answerHeaders } from './answer-headers.ts'
import type { Connection } from './connection.ts'
import { errorBody } from './error-body.ts'
import { streamDuration } from './gap.ts'
import { playStream } from './play-stream.ts'
import type { RecordedRequest } from './recorded-request.ts'

/** Sends one answer with the script's headers, timing and faults. `number` counts the requests from 1. */
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
  if (status >= 400 || script.body !== undefined) {
    const body = script.body === undefined ? errorBody(script, status) : script.body
    await sendBody(connection, status, typeOf(body), headers, encode(body), script)
    return
  }
  const answer = makeAnswer()
  if (answer.kind === 'stream') {
    connection.head(status, { 'content-type': 'text/event-stream; charset=utf-8', 'cache-control': 'no-cache', ...headers })
    await playStream(connection, answer, script, record)
    return
  }
  const chunks = answer.kind === 'json' ? (answer.chunks ?? 0) : 0
  await connection.wait(streamDuration(chunks, script, new Random(script.seed ?? 1)))
  if (answer.kind === 'binary') await sendBody(connection, status, answer.contentType, headers, answer.bytes, script)
  else if (answer.kind === 'text') await sendBody(connection, status, typeOf(answer.body), headers, encode(answer.body), script)
  else await sendBody(connection, answer.status ?? status, 'application/json', headers, encode(answer.body), script)
}

/** A whole body; a fault at a chunk strikes in its middle, as it is not made of chunks. */
async function sendBody(
  connection: Connection,
  status: number,
  contentType: string,
  headers: Record<string, string>,
  bytes: Uint8Array,
  { resetAt, hangAt, truncateAt }: Script,
): Promise<void> {
  const isFaulty = [resetAt, hangAt, truncateAt].some((at) => at !== undefined)
  // Without the length, a truncated body is a whole one to HTTP: only its JSON is broken.
  const length = truncateAt === undefined ? { 'content-length': String(bytes.length) } : {}
  connection.head(status, { 'content-type': contentType, ...length, ...headers })
  if (!isFaulty) {
    connection.end(bytes)
    return
  }
  await connection.write(bytes.subarray(0, bytes.length >> 1))
  if (resetAt !== undefined) connection.cut()
  if (hangAt !== undefined) await connection.hang()
  connection.end()
}

const encode = (body: unknown): Uint8Array => Buffer.from(typeof body === 'string' ? body : JSON.stringify(body))

function typeOf(body: unknown): string {
  if (typeof body !== 'string') return 'application/json'
  return body.trimStart().startsWith('<') ? 'text/html; charset=utf-8' : 'text/plain; charset=utf-8'
}

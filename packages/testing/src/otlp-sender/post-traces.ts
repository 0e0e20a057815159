import { once } from 'node:events'
import { type Agent, request } from 'node:http'
import { messageType } from '../otlp-receiver/messages.ts'

/** What became of a request. */
export interface PostOutcome {
  /**
   * - `accepted`: 2xx; `rejectedSpans` of its spans were not taken all the same.
   * - `refused`: 429, 502, 503 or 504, by which OTLP says: again, later.
   * - `failed`: any other status, or no answer.
   */
  readonly result: 'accepted' | 'refused' | 'failed'
  readonly rejectedSpans: number
  /** What the server asks for in `retry-after`, milliseconds. */
  readonly retryAfterMs: number | undefined
  /** Status and message of what was not accepted; undefined where all was. */
  readonly problem: string | undefined
}

const REFUSALS = new Set([429, 502, 503, 504])
const CONTENT_TYPE = 'application/x-protobuf'

/** Sends one request of protobuf. Never rejects. */
export async function postTraces(url: URL, agent: Agent, body: Buffer, timeoutMs: number): Promise<PostOutcome> {
  try {
    return await post(url, agent, body, timeoutMs)
  } catch (error) {
    return { result: 'failed', rejectedSpans: 0, retryAfterMs: undefined, problem: (error as Error).message }
  }
}

async function post(url: URL, agent: Agent, body: Buffer, timeoutMs: number): Promise<PostOutcome> {
  const sent = request(url, {
    method: 'POST',
    agent,
    headers: { 'content-type': CONTENT_TYPE, 'content-length': body.length },
    signal: AbortSignal.timeout(timeoutMs),
  })
  sent.end(body)
  const [response] = await once(sent, 'response')
  const chunks: Buffer[] = []
  for await (const chunk of response) chunks.push(chunk)
  const answer = Buffer.concat(chunks)
  const status: number = response.statusCode
  const retryAfter = Number(response.headers['retry-after'])
  const retryAfterMs = Number.isFinite(retryAfter) ? retryAfter * 1000 : undefined
  if (status >= 200 && status < 300) return { result: 'accepted', retryAfterMs, ...readSuccess(answer) }
  const result = REFUSALS.has(status) ? 'refused' : 'failed'
  return { result, rejectedSpans: 0, retryAfterMs, problem: `${status}: ${readFailure(answer, response.headers['content-type'])}` }
}

function readSuccess(answer: Buffer): Pick<PostOutcome, 'rejectedSpans' | 'problem'> {
  const decoded = messageType('TraceAnswer').decode(answer) as { partialSuccess?: { rejectedSpans?: unknown; errorMessage?: string } }
  const rejectedSpans = Number(decoded.partialSuccess?.rejectedSpans ?? 0)
  return { rejectedSpans, problem: rejectedSpans > 0 ? `rejected: ${decoded.partialSuccess?.errorMessage ?? ''}` : undefined }
}

function readFailure(answer: Buffer, contentType: string | undefined): string {
  if (contentType !== CONTENT_TYPE) return answer.toString('utf8', 0, 200).trim()
  return (messageType('Failure').decode(answer) as { message?: string }).message ?? ''
}

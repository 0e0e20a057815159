import type { IncomingMessage } from 'node:http'
import type { Answer } from './caller.ts'
import { EventScanner, hasContent, parseObject } from './event-scanner.ts'

const LONGEST_BODY_BYTES = 64 * 1024 * 1024

/** Reads a stream of server-sent events to its end. */
export function readStream(response: IncomingMessage, settle: (answer: Answer) => void, fail: (error: string) => void): void {
  const scanner = new EventScanner()
  response.on('data', (bytes: Buffer) => {
    try {
      scanner.push(bytes, performance.now())
    } catch {
      fail('stream_error')
    }
  })
  response.once('end', () => settle(ofStream(scanner)))
}

/** Reads a JSON body to its end. */
export function readBody(response: IncomingMessage, settle: (answer: Answer) => void, fail: (error: string) => void): void {
  const parts: Buffer[] = []
  let size = 0
  response.on('data', (bytes: Buffer) => {
    size += bytes.length
    if (size > LONGEST_BODY_BYTES) fail('body_too_long')
    else parts.push(bytes)
  })
  response.once('end', () => {
    const body = parseObject(Buffer.concat(parts).toString('utf8'))
    const error = body === undefined ? 'not_json' : body.error ? 'error_body' : undefined
    settle({ firstTokenMs: undefined, ...tokensOf(body === undefined ? [] : [body], 0), error })
  })
}

function ofStream(scanner: EventScanner): Answer {
  const last = scanner.lastEvents()
  // The chunks at the end that carry the reason and the usage are no tokens.
  const empty = Math.min(scanner.eventCount, last.filter((event) => !hasContent(event)).length)
  return { firstTokenMs: scanner.firstContentMs, ...tokensOf(last, scanner.eventCount - empty), error: streamError(scanner, last) }
}

function streamError(scanner: EventScanner, last: readonly Record<string, unknown>[]): string | undefined {
  if (last.some(({ error }) => error)) return 'stream_error'
  const finished = last.some(({ choices }) => Array.isArray(choices) && choices.some((choice) => typeof choice?.finish_reason === 'string'))
  // Some servers send no end mark, some no reason; one of the two is the end.
  return scanner.done || finished ? undefined : 'truncated'
}

function tokensOf(
  bodies: readonly Record<string, unknown>[],
  counted: number,
): Pick<Answer, 'outputTokens' | 'promptTokens' | 'tokensReported'> {
  const usage = bodies.findLast((body) => typeof body.usage === 'object' && body.usage !== null)?.usage as
    | { completion_tokens?: unknown; prompt_tokens?: unknown }
    | undefined
  const reported = typeof usage?.completion_tokens === 'number' ? usage.completion_tokens : undefined
  const promptTokens = typeof usage?.prompt_tokens === 'number' ? usage.prompt_tokens : undefined
  return { outputTokens: reported ?? counted, promptTokens, tokensReported: reported !== undefined }
}

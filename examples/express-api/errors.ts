import { type Span, SpanStatusCode, trace } from '@opentelemetry/api'
import { ATTR_ERROR_TYPE } from '@tokenscope/semconv'
import type { ErrorRequestHandler } from 'express'
import { APIConnectionError, APIConnectionTimeoutError, APIUserAbortError, AuthenticationError, RateLimitError } from 'openai'

/** The caller got it wrong; the message is for the caller. */
export class InvalidRequest extends Error {
  override readonly name = 'InvalidRequest'
}

/** What the caller of this API is told: never the provider's own words, which may quote keys or prompts. */
interface Told {
  readonly status: number
  readonly code: string
  readonly message: string
}

const UNKNOWN: Told = { status: 502, code: 'model_failed', message: 'The model could not answer.' }

/** By the SDK's own error classes, most special first. */
const KINDS: readonly (readonly [type: new (...args: never[]) => Error, told: Told])[] = [
  [RateLimitError, { status: 503, code: 'model_busy', message: 'The model is busy; try again in a while.' }],
  [AuthenticationError, { status: 500, code: 'misconfigured', message: 'This service cannot reach its model.' }],
  [APIConnectionTimeoutError, { status: 504, code: 'model_slow', message: 'The model did not answer in time.' }],
  [APIConnectionError, { status: 502, code: 'model_unreachable', message: 'The model cannot be reached.' }],
]

/** The last middleware: every error becomes a status and a JSON body, and the request's span says of which type it was. */
export const sendError: ErrorRequestHandler = (error: unknown, _request, response, _next) => {
  // Nobody is there to be told, and nothing went wrong on this side.
  if (error instanceof APIUserAbortError || (error instanceof Error && error.name === 'AbortError')) return
  const told = toldOf(error)
  if (told.status >= 500) noteError(trace.getActiveSpan(), error)
  // Half an answer has been sent: to cut it is the only way left to say so.
  if (response.headersSent) return void response.destroy()
  if (told.status === 503) response.setHeader('retry-after', '5')
  response.status(told.status).json({ error: { code: told.code, message: told.message } })
}

function toldOf(error: unknown): Told {
  if (error instanceof InvalidRequest) return { status: 400, code: 'invalid_request', message: error.message }
  const { status } = error as { status?: unknown }
  // What express.json() refuses: bad JSON, a body that is too large.
  if (isHttpError(error) && typeof status === 'number' && status < 500) {
    return { status, code: 'invalid_request', message: 'The body is not JSON, or larger than 32 kB.' }
  }
  return KINDS.find(([type]) => error instanceof type)?.[1] ?? UNKNOWN
}

function isHttpError(error: unknown): boolean {
  return error instanceof Error && 'expose' in error
}

function noteError(span: Span | undefined, error: unknown): void {
  span?.setAttribute(ATTR_ERROR_TYPE, error instanceof Error ? error.constructor.name : 'Error')
  span?.setStatus({ code: SpanStatusCode.ERROR })
}

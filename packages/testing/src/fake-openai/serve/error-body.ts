import type { StreamEvent } from '../answers/answer.ts'
import { dialects } from '../dialect.ts'
import type { Script } from '../script.ts'

const TYPES: Readonly<Record<number, [type: string, code: string | null]>> = {
  400: ['invalid_request_error', null],
  401: ['invalid_request_error', 'invalid_api_key'],
  403: ['invalid_request_error', 'forbidden'],
  404: ['invalid_request_error', 'model_not_found'],
  429: ['requests', 'rate_limit_exceeded'],
}

/** The body of an HTTP error, or of an error event in mid-stream. */
export function errorBody(script: Script, status: number): unknown {
  const [type, code] = TYPES[status] ?? ['server_error', 'server_error']
  const { numericErrorCode } = dialects[script.dialect ?? 'openai']
  const error = { message: `The scripted error ${status}.`, type, param: null, code: numericErrorCode ? status : code, ...script.error }
  return { error }
}

/** The error of a stream that fails under way. The Responses API has an event of its own kind, everything else sends the body. */
export function errorEvent(script: Script, sequence: number, typed: boolean): StreamEvent {
  if (!typed) return { data: errorBody(script, 500) }
  const { message = 'The scripted error.', code = 'server_error', param = null } = script.error ?? {}
  return { event: 'error', data: { type: 'error', code, message, param, sequence_number: sequence } }
}

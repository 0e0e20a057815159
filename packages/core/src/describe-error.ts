import { scrubSecrets } from './content/scrub-secrets.ts'

/** What telemetry says of an error. */
export interface ErrorDescription {
  /** `error.type`: the error's class, or its code where the class says nothing. Low cardinality. */
  readonly type: string
  /** Without secrets, capped. */
  readonly message: string
  readonly statusCode: number | undefined
}

/** Class names that say nothing, so that a code is the better type. */
const VAGUE = new Set(['Error', 'TypeError', 'APIError', 'Object', 'DOMException'])
/** Codes for one and the same thing, of which the platform gives now this and now that: the connection broke. */
const CONNECTION_LOST = new Set(['ECONNRESET', 'ECONNABORTED', 'EPIPE', 'UND_ERR_SOCKET', 'ERR_STREAM_PREMATURE_CLOSE'])
const IDENTIFIER = /^[A-Za-z][A-Za-z0-9_.-]{0,63}$/

/**
 * Describes any thrown value. The `openai` errors all have `name` "Error", so the class is asked.
 * Never throws, also where the value's getters do.
 */
export function describeError(error: unknown): ErrorDescription {
  try {
    if (typeof error === 'string') return { type: '_OTHER', message: scrubSecrets(error), statusCode: undefined }
    const { message, status, name } = (error ?? {}) as { message?: unknown; status?: unknown; name?: unknown }
    return {
      type: errorType(error, typeof name === 'string' ? name : undefined),
      message: typeof message === 'string' ? scrubSecrets(message) : '',
      statusCode: typeof status === 'number' && status >= 100 && status < 600 ? status : undefined,
    }
  } catch {
    return { type: '_OTHER', message: '', statusCode: undefined }
  }
}

function errorType(error: unknown, name: string | undefined): string {
  if (typeof error !== 'object' || error === null) return '_OTHER'
  const className = error.constructor?.name
  if (className && !VAGUE.has(className) && IDENTIFIER.test(className)) return className
  const { code, type, cause } = error as { code?: unknown; type?: unknown; cause?: { code?: unknown } }
  for (const candidate of [code, cause?.code, type, name !== 'Error' ? name : undefined, className]) {
    if (typeof candidate !== 'string' || !IDENTIFIER.test(candidate)) continue
    return CONNECTION_LOST.has(candidate) ? 'connection_error' : candidate
  }
  return '_OTHER'
}

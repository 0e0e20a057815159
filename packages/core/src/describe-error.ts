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
/** A shorter one is a minifier's. */
const CLASS_NAME = /^[A-Za-z][A-Za-z0-9_.-]{2,63}$/
const IDENTIFIER = /^[A-Za-z][A-Za-z0-9_.-]{0,63}$/

/**
 * Describes any thrown value. The `openai` errors all have `name` "Error", so the class is asked.
 * Never throws, also where the value's getters do.
 * @param className the name of the error's class, where the caller knows it better than the class itself, as in a minified bundle
 */
export function describeError(error: unknown, className?: string): ErrorDescription {
  try {
    if (typeof error === 'string') return { type: '_OTHER', message: scrubSecrets(error), statusCode: undefined }
    const { message, status, name } = (error ?? {}) as { message?: unknown; status?: unknown; name?: unknown }
    return {
      type: errorType(error, typeof name === 'string' ? name : undefined, className),
      message: typeof message === 'string' ? scrubSecrets(message) : '',
      statusCode: typeof status === 'number' && status >= 100 && status < 600 ? status : undefined,
    }
  } catch {
    return { type: '_OTHER', message: '', statusCode: undefined }
  }
}

function errorType(error: unknown, name: string | undefined, knownClass: string | undefined): string {
  if (typeof error !== 'object' || error === null) return '_OTHER'
  const given = knownClass ?? error.constructor?.name
  const className = given && CLASS_NAME.test(given) ? given : undefined
  if (className && !VAGUE.has(className)) return className
  const { code, type, cause } = error as { code?: unknown; type?: unknown; cause?: { code?: unknown } }
  for (const candidate of [code, cause?.code, type, name !== 'Error' ? name : undefined, className]) {
    if (typeof candidate !== 'string' || !IDENTIFIER.test(candidate)) continue
    return CONNECTION_LOST.has(candidate) ? 'connection_error' : candidate
  }
  return '_OTHER'
}

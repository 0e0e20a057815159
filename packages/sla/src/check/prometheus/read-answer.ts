import { plainText } from '../plain-text.ts'
import { PrometheusError } from './prometheus-error.ts'

/** What the API of Prometheus says in the envelope of each answer. */
export interface Envelope {
  readonly data: unknown
  /** Of Thanos and Mimir too: an answer from a part of the stores only. */
  readonly warnings: readonly string[]
}

/** Functions that came with a version: what is missing says how old the server is. */
const SINCE: readonly (readonly [RegExp, string])[] = [
  [/histogram_(fraction|count|sum)/, '2.40'],
  [/\[.*:.*\]|subquer/, '2.7'],
]

/** Opens one answer. Throws a {@link PrometheusError} that says what else it is, and what to do. */
export function readAnswer(address: string, status: number, contentType: string, body: string): Envelope {
  if (status === 401 || status === 403) {
    throw new PrometheusError(
      'unauthorized',
      `Prometheus at ${address} wants to know who asks (HTTP ${status}). Write the token into a file and name it with --token-file, or put user and password into the address: https://user:password@host.`,
    )
  }
  if (/html/i.test(contentType) || /^\s*<(!doctype|html)/i.test(body)) {
    throw new PrometheusError(
      'html',
      `${address} answers with an HTML page (HTTP ${status}), not with the API of Prometheus. Is a login or a proxy in front of it, or a part of the path missing, such as /prometheus?`,
    )
  }
  if (body.trim() === '') {
    throw new PrometheusError(
      'empty',
      `${address} answers HTTP ${status} without content. Is it Prometheus, and not a proxy in front of it?`,
    )
  }
  const envelope = parseEnvelope(body)
  if (envelope === undefined) {
    throw new PrometheusError(
      'not-prometheus',
      `${address} answers HTTP ${status}, but not as Prometheus does. Name the address under which /api/v1/query answers; tokenscope stack status shows it.`,
    )
  }
  if (envelope.status === 'error') throw queryError(address, envelope)
  return { data: envelope.data, warnings: Array.isArray(envelope.warnings) ? envelope.warnings.map(String) : [] }
}

interface RawEnvelope {
  readonly status: 'success' | 'error'
  readonly data?: unknown
  readonly errorType?: unknown
  readonly error?: unknown
  readonly warnings?: unknown
}

function parseEnvelope(body: string): RawEnvelope | undefined {
  try {
    const value: unknown = JSON.parse(body)
    if (typeof value !== 'object' || value === null || !('status' in value)) return undefined
    return value.status === 'success' || value.status === 'error' ? (value as RawEnvelope) : undefined
  } catch {
    return undefined
  }
}

function queryError(address: string, { errorType, error }: RawEnvelope): PrometheusError {
  const said = plainText(String(error ?? errorType ?? 'no reason').slice(0, 300))
  const missing = /unknown function|parse error/i.test(said) ? SINCE.find(([pattern]) => pattern.test(said)) : undefined
  if (missing) {
    return new PrometheusError(
      'too-old',
      `Prometheus at ${address} is too old, or another product: Prometheus ${missing[1]} or newer is needed. It says: ${said}`,
    )
  }
  if (errorType === 'timeout' || errorType === 'canceled') {
    return new PrometheusError('slow', `Prometheus at ${address} gave up on a query (${said}). Ask about a shorter time with --window.`)
  }
  return new PrometheusError('refused', `Prometheus at ${address} refuses a query: ${said}`)
}

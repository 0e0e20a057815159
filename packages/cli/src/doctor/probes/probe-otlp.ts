import { connect } from 'node:net'
import type { OtlpTarget } from '../export-plan.ts'

/**
 * What an endpoint made of an empty export request.
 * - `answered`: over HTTP, with this status
 * - `open`: a connection was accepted; gRPC is not spoken here, so no more is known
 * - `failed`: no HTTP answer; `code` is that of the network or of the HTTP parser
 */
export type OtlpAnswer =
  | { readonly kind: 'answered'; readonly status: number; readonly server: string | undefined }
  | { readonly kind: 'open' }
  | { readonly kind: 'failed'; readonly code: string }

const TIMEOUT_MS = 3_000

/** Sends an empty export request, which every receiver accepts and nothing stores, to an OTLP endpoint. Never throws. */
export function probeOtlp(target: OtlpTarget): Promise<OtlpAnswer> {
  return target.protocol === 'grpc' ? probeConnection(target.url) : probeHttp(target)
}

async function probeHttp({ url, protocol, headers }: OtlpTarget): Promise<OtlpAnswer> {
  const json = protocol === 'http/json'
  if (!URL.canParse(url) || !/^https?:/.test(url)) return { kind: 'failed', code: 'ERR_INVALID_URL' }
  const target = new URL(url)
  const user = target.username === '' ? {} : { authorization: `Basic ${btoa(`${target.username}:${target.password}`)}` }
  // `fetch` refuses a URL with a user in it, and its message would show the password.
  target.username = target.password = ''
  try {
    const response = await fetch(target, {
      method: 'POST',
      headers: { ...user, ...headers, 'content-type': json ? 'application/json' : 'application/x-protobuf' },
      // An empty protobuf message has no bytes.
      body: json ? '{}' : new Uint8Array(),
      redirect: 'manual',
      signal: AbortSignal.timeout(TIMEOUT_MS),
    })
    await response.body?.cancel()
    return { kind: 'answered', status: response.status, server: response.headers.get('server') ?? undefined }
  } catch (error) {
    return { kind: 'failed', code: codeOf(error) }
  }
}

function probeConnection(url: string): Promise<OtlpAnswer> {
  const withScheme = url.includes('://') ? url : `http://${url}`
  if (!URL.canParse(withScheme)) return Promise.resolve({ kind: 'failed', code: 'ERR_INVALID_URL' })
  const target = new URL(withScheme)
  return new Promise((resolve) => {
    const socket = connect({ host: target.hostname, port: Number(target.port || 4317), timeout: TIMEOUT_MS })
    const settle = (answer: OtlpAnswer): void => {
      socket.destroy()
      resolve(answer)
    }
    socket.once('connect', () => settle({ kind: 'open' }))
    socket.once('timeout', () => settle({ kind: 'failed', code: 'TimeoutError' }))
    socket.once('error', (error: NodeJS.ErrnoException) => settle({ kind: 'failed', code: error.code ?? error.message }))
  })
}

/** The innermost code: `fetch` wraps the network's error, and that may be one of several attempts. */
function codeOf(error: unknown): string {
  const { cause, errors, code, name, message } = error as NodeJS.ErrnoException & { errors?: unknown[] }
  if (typeof code === 'string' && code !== '') return code
  // What comes back is no HTTP/1.1: the parser's error has a name only.
  if (name === 'HTTPParserError') return 'HPE_INVALID'
  if (cause !== undefined) return codeOf(cause)
  if (errors?.[0] !== undefined) return codeOf(errors[0])
  return name === 'TimeoutError' ? name : message
}

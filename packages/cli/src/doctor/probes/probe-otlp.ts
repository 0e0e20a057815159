import { request as requestHttp } from 'node:http'
import { request as requestHttps } from 'node:https'
import { connect } from 'node:net'
import type { OtlpTarget } from '../export-plan.ts'

/**
 * What an endpoint made of an empty export request.
 * - `answered`: over HTTP, with this status
 * - `open`: a connection was accepted; gRPC is not spoken here, so no more is known
 * - `failed`: no HTTP answer; `code` is that of the network or of the HTTP parser
 */
export type OtlpAnswer =
  | { readonly kind: 'answered'; readonly status: number }
  | { readonly kind: 'open' }
  | { readonly kind: 'failed'; readonly code: string }

const TIMEOUT_MS = 3_000

/** Sends an empty export request, which every receiver accepts and nothing stores, to an OTLP endpoint. Never rejects. */
export function probeOtlp(target: OtlpTarget): Promise<OtlpAnswer> {
  const url = target.protocol === 'grpc' && !target.url.includes('://') ? `http://${target.url}` : target.url
  if (!URL.canParse(url) || !/^https?:/.test(url)) return Promise.resolve({ kind: 'failed', code: 'ERR_INVALID_URL' })
  return target.protocol === 'grpc' ? probeConnection(new URL(url)) : probeHttp(new URL(url), target)
}

/** By `node:http`, as the exporters do it: `fetch` refuses some ports and all URLs with a user. */
function probeHttp(url: URL, { protocol, headers }: OtlpTarget): Promise<OtlpAnswer> {
  const json = protocol === 'http/json'
  const send = url.protocol === 'https:' ? requestHttps : requestHttp
  const content = { 'content-type': json ? 'application/json' : 'application/x-protobuf' }
  return new Promise<OtlpAnswer>((resolve) => {
    // Throws where a header is none.
    const request = send(url, { method: 'POST', headers: { ...headers, ...content }, agent: false, timeout: TIMEOUT_MS })
    request.once('response', (response) => {
      response.resume()
      resolve({ kind: 'answered', status: response.statusCode ?? 0 })
    })
    request.once('timeout', () => request.destroy(Object.assign(new Error(), { code: 'ETIMEDOUT' })))
    request.once('error', (error) => resolve({ kind: 'failed', code: codeOf(error) }))
    // An empty protobuf message has no bytes.
    request.end(json ? '{}' : '')
  }).catch((error: unknown) => ({ kind: 'failed', code: codeOf(error) }))
}

function probeConnection({ hostname, port }: URL): Promise<OtlpAnswer> {
  return new Promise((resolve) => {
    const socket = connect({ host: hostname, port: Number(port || 4317), timeout: TIMEOUT_MS })
    const settle = (answer: OtlpAnswer): void => {
      socket.destroy()
      resolve(answer)
    }
    socket.once('connect', () => settle({ kind: 'open' }))
    socket.once('timeout', () => settle({ kind: 'failed', code: 'ETIMEDOUT' }))
    socket.once('error', (error) => settle({ kind: 'failed', code: codeOf(error) }))
  })
}

/** A name with several addresses fails with one error for each. */
function codeOf(error: unknown): string {
  const { code, errors, message } = error as NodeJS.ErrnoException & { errors?: unknown[] }
  return code ?? (errors?.[0] === undefined ? message : codeOf(errors[0]))
}

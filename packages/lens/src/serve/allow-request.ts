import type { IncomingMessage } from 'node:http'
import { isIP } from 'node:net'
import { Refusal } from '../receive/refusal.ts'

const LOOPBACK = ['localhost', '127.0.0.1', '[::1]']

/** Names under which the lens may be asked for. */
export interface AllowedHosts {
  /** With the port that it listens on, or none. */
  readonly own: ReadonlySet<string>
  /** Names that the user allowed: with any port, or with the one that was written. */
  readonly more: ReadonlySet<string>
  /** Where it listens on every address of this machine, it is asked for by any: a name that was made to lead here is no address. */
  readonly isEveryAddress: boolean
}

/** The names of this machine's loopback, of the address that the lens listens on, and those that the user allows. */
export function allowedHosts(host: string, more: readonly string[]): AllowedHosts {
  const isWildcard = host === '0.0.0.0' || host === '::'
  const own = isWildcard ? LOOPBACK : [...LOOPBACK, host.includes(':') ? `[${host}]` : host]
  return { own: lowerCase(own), more: lowerCase(more), isEveryAddress: isWildcard }
}

/**
 * Throws a {@link Refusal} (421) unless the request names this server: a page of another site whose name was made to lead here (DNS rebinding)
 * names itself.
 */
export function checkHost(request: IncomingMessage, allowed: AllowedHosts): void {
  const host = (request.headers.host ?? '').toLowerCase()
  const { localPort } = request.socket
  const { name, port } = split(host)
  if (allowed.more.has(host) || allowed.more.has(name)) return
  const isOwn = allowed.own.has(name) || (allowed.isEveryAddress && isIP(name.replaceAll(/[[\]]/g, '')) !== 0)
  if (isOwn && (port === undefined || port === localPort)) return
  const asked = host === '' ? 'a host without a name' : host.slice(0, 100)
  throw new Refusal(
    421,
    `this is not ${asked}: ask for localhost:${localPort}, or start the lens with --allow-host ${asked.replaceAll(/[^\w.:-]/g, '')}`,
  )
}

/** Throws a {@link Refusal} (403) where a page of another origin asks. Programs that are no browsers name none. */
export function checkSameOrigin(request: IncomingMessage): void {
  const { origin, host } = request.headers
  const site = request.headers['sec-fetch-site']
  const isOwn =
    origin === undefined
      ? site === undefined || site === 'same-origin' || site === 'none'
      : origin === `http://${host}` || origin === `https://${host}`
  if (!isOwn) throw new Refusal(403, `pages of ${(origin ?? 'another site').slice(0, 100)} may not read or change what is here`)
}

/**
 * The origin that may send telemetry from a browser: a page that this machine serves itself, on any port. It may write and never read.
 * `undefined` where no browser asks; throws a {@link Refusal} (403) for pages of other sites.
 */
export function checkTelemetryOrigin(request: IncomingMessage, allowed: AllowedHosts): string | undefined {
  const { origin } = request.headers
  if (origin === undefined) return undefined
  const host = /^https?:\/\/([^/]+)$/i.exec(origin)?.[1]?.toLowerCase()
  if (host !== undefined) {
    const { name } = split(host)
    if (allowed.own.has(name) || allowed.more.has(name) || allowed.more.has(host)) return origin
  }
  throw new Refusal(
    403,
    `pages of ${origin.slice(0, 100)} may not send telemetry here; start the lens with --allow-host NAME where they may`,
  )
}

function split(host: string): { name: string; port: number | undefined } {
  const match = /^(\[[0-9a-f:.]+\]|[^:]*)(?::(\d+))?$/.exec(host)
  return { name: match?.[1] ?? host, port: match?.[2] === undefined ? undefined : Number(match[2]) }
}

function lowerCase(names: readonly string[]): ReadonlySet<string> {
  return new Set(names.map((name) => name.toLowerCase()))
}

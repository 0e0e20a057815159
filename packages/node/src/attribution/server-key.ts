/** Stands for generations by `startGeneration` without a server address: the model runs in this process. */
export const IN_PROCESS = 'in_process'

const LOOPBACK: ReadonlySet<string> = new Set(['localhost', '127.0.0.1', '::1'])

/** Names one server the same way whoever writes it down: lower case, no brackets, all loopback names as one. */
export function serverKey(address: string | undefined, port: number | undefined): string {
  if (address === undefined) return IN_PROCESS
  const host = address.toLowerCase().replace(/^\[|\]$/g, '')
  return `${LOOPBACK.has(host) ? 'localhost' : host}:${port ?? ''}`
}

/** The key of `host:port`, of a base URL or of `in_process`; `undefined` for anything else. */
export function parseServer(text: string): string | undefined {
  const entry = text.trim()
  if (entry === IN_PROCESS) return IN_PROCESS
  const isUrl = /^https?:\/\//i.test(entry)
  if (!isUrl && !/^[^/?#@]+:\d+$/.test(entry)) return undefined
  const url = URL.parse(isUrl ? entry : `http://${entry}`)
  if (!url || url.hostname === '') return undefined
  return serverKey(url.hostname, url.port === '' ? DEFAULT_PORTS[url.protocol] : Number(url.port))
}

const DEFAULT_PORTS: Readonly<Record<string, number>> = { 'http:': 80, 'https:': 443 }

/** An address of a service, taken apart. */
export interface ServiceAddress {
  /** Without credentials, query and slash at the end: fit to be shown. */
  readonly shown: string
  /** What was in front of the @, as a header. */
  readonly headers: Readonly<Record<string, string>>
}

/** Reads `http://user:password@host:9090/prefix`; undefined where it is no address of http or https. */
export function parseServiceAddress(text: string): ServiceAddress | undefined {
  if (!URL.canParse(text)) return undefined
  const url = new URL(text)
  if (url.protocol !== 'http:' && url.protocol !== 'https:') return undefined
  const { username, password } = url
  const pair = `${decode(username)}:${decode(password)}`
  const headers: Record<string, string> = username === '' ? {} : { authorization: `Basic ${Buffer.from(pair).toString('base64')}` }
  return { shown: `${url.origin}${url.pathname.replace(/\/+$/, '')}`, headers }
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}

import { clientClassName, learnErrorNames } from '../client/class-names.ts'
import type { ClientLike } from '../client/client-shape.ts'
import { isHostedProvider, providerOf } from './providers.ts'

/** Where a client's calls go. */
export interface ServerFacts {
  readonly baseURL: unknown
  readonly provider: string
  readonly address: string | undefined
  readonly port: number | undefined
  /** Not a known hosted provider: a server of the user's own, whose spans may join the trace. */
  readonly selfHosted: boolean
  /** `openai.*` attributes belong to this provider only. */
  readonly openaiFlavour: boolean
}

const DEFAULT_PORTS: Readonly<Record<string, number>> = { 'http:': 80, 'https:': 443 }

/** Finds {@link ServerFacts} of a client, and keeps them while its base URL stays the same. */
export function createServerLookup(provider: string | undefined): (client: ClientLike) => ServerFacts {
  const known = new WeakMap<object, ServerFacts>()
  return (client) => {
    const { baseURL } = client
    const found = known.get(client)
    if (found !== undefined && found.baseURL === baseURL) return found
    learnErrorNames(client.constructor)
    const facts = serverFacts(baseURL, clientClassName(client), provider)
    known.set(client, facts)
    return facts
  }
}

/** Pure: facts of a base URL. Never more than host and port of it leave: paths and user names may be secrets. */
export function serverFacts(baseURL: unknown, className: string | undefined, given: string | undefined): ServerFacts {
  const url = typeof baseURL === 'string' && URL.canParse(baseURL) ? new URL(baseURL) : undefined
  const address = url?.hostname.replace(/^\[|\]$/g, '') || undefined
  const port = url && (url.port === '' ? DEFAULT_PORTS[url.protocol] : Number(url.port))
  const provider = given ?? providerOf(className, address)
  const hosted = isHostedProvider(address) || providerOf(className, undefined) !== 'openai'
  return { baseURL, provider, address, port, selfHosted: address !== undefined && !hosted, openaiFlavour: provider === 'openai' }
}

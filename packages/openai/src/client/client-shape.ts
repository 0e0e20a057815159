/**
 * The parts of the `openai` client that are relied on, as structures: four majors, two module systems and several copies of the
 * package fit them. Underscore names and fields that the types hide are pinned by a test per major.
 */

/** `OpenAI`, `AzureOpenAI` or a subclass. */
export interface ClientLike {
  baseURL?: unknown
  constructor: { readonly name?: string }
  withOptions?(options: unknown): ClientLike
  getUserAgent?(): string
}

/** `APIPromise`: lazy, its body is parsed when `parse()` is first called. */
export interface ApiPromiseLike {
  responsePromise: Promise<ResponseProps>
  parse(): Promise<unknown>
  asResponse(): Promise<unknown>
  _thenUnwrap(transform: (value: unknown, props: unknown) => unknown): ApiPromiseLike
}

/** What `responsePromise` resolves to. A body timeout may rewrite its fields, so headers are read when the call has ended. */
export interface ResponseProps {
  readonly response?: { readonly headers?: unknown; readonly status?: number }
}

/** `Stream`: everything that reads it goes through its `iterator` field. */
export interface StreamLike {
  iterator(): AsyncIterator<unknown>
  readonly controller: AbortController
}

/** Majors of `openai` that are tested. */
export const SUPPORTED_MAJORS: readonly number[] = [4, 5, 6, 7]

const CLIENT_METHODS = ['get', 'post', 'request', 'makeRequest'] as const

/** Why this is not a client that can be instrumented; undefined when it is. */
export function whyNotAClient(client: unknown): string | undefined {
  if (typeof client !== 'object' || client === null) return `got ${client === null ? 'null' : typeof client} instead of an OpenAI client`
  const missing = CLIENT_METHODS.filter((name) => typeof (client as Record<string, unknown>)[name] !== 'function')
  if (missing.length > 0) return `the object has no ${missing.join(', ')}(), so it is not a client of the "openai" package`
  const major = majorOf(client as ClientLike)
  if (major !== undefined && !SUPPORTED_MAJORS.includes(major)) {
    return `openai ${major} is not known to this version (tested: ${SUPPORTED_MAJORS.join(', ')})`
  }
  return undefined
}

function majorOf(client: ClientLike): number | undefined {
  try {
    const major = /\/JS (\d+)\./.exec(client.getUserAgent?.() ?? '')?.[1]
    return major === undefined ? undefined : Number(major)
  } catch {
    return undefined
  }
}

export function isApiPromise(value: unknown): value is ApiPromiseLike {
  const candidate = value as Partial<ApiPromiseLike> | null | undefined
  return (
    typeof candidate?.parse === 'function' &&
    typeof candidate.asResponse === 'function' &&
    typeof candidate._thenUnwrap === 'function' &&
    typeof candidate.responsePromise?.then === 'function'
  )
}

export function isStream(value: unknown): value is StreamLike {
  const candidate = value as Partial<StreamLike> | null | undefined
  return typeof candidate === 'object' && typeof candidate?.iterator === 'function' && typeof candidate.controller === 'object'
}

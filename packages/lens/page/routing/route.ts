/** Where the page is: one for each deep link. */
export type Route =
  | { readonly page: 'calls' }
  | { readonly page: 'call'; readonly id: CallId }
  | { readonly page: 'compare'; readonly a: CallId; readonly b: CallId }
  | { readonly page: 'overview' }
  | { readonly page: 'gpu' }
  | { readonly page: 'unknown'; readonly path: string }

export interface CallId {
  readonly traceId: string
  readonly spanId: string
}

const CALL = /^\/call\/([0-9a-f]{32})\/([0-9a-f]{16})$/
const COMPARE = /^\/compare\/([0-9a-f]{32})-([0-9a-f]{16})\/([0-9a-f]{32})-([0-9a-f]{16})$/
const FIXED: Readonly<Record<string, Route>> = {
  '/': { page: 'calls' },
  '/calls': { page: 'calls' },
  '/overview': { page: 'overview' },
  '/gpu': { page: 'gpu' },
}

export function parseRoute(pathname: string): Route {
  const path = pathname.length > 1 ? pathname.replace(/\/+$/, '').toLowerCase() : pathname
  const fixed = FIXED[path]
  if (fixed !== undefined) return fixed
  const call = CALL.exec(path)
  if (call !== null) return { page: 'call', id: { traceId: call[1]!, spanId: call[2]! } }
  const two = COMPARE.exec(path)
  if (two !== null) return { page: 'compare', a: { traceId: two[1]!, spanId: two[2]! }, b: { traceId: two[3]!, spanId: two[4]! } }
  return { page: 'unknown', path: pathname }
}

export function callPath({ traceId, spanId }: CallId): string {
  return `/call/${traceId}/${spanId}`
}

export function comparePath(a: CallId, b: CallId): string {
  return `/compare/${callKey(a)}/${callKey(b)}`
}

/** Names a call within lists and maps. */
export function callKey({ traceId, spanId }: CallId): string {
  return `${traceId}-${spanId}`
}

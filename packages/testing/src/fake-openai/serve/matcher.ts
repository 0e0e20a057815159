import type { RecordedRequest } from './recorded-request.ts'

/** Which requests a script is for: a part of the path, a pattern for it, or a question. */
export type Matcher = string | RegExp | ((request: RecordedRequest) => boolean)

export function isMatch(matcher: Matcher, request: RecordedRequest): boolean {
  if (typeof matcher === 'function') return matcher(request)
  return typeof matcher === 'string' ? request.path.includes(matcher) : matcher.test(request.path)
}

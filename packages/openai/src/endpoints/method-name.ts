import { ACTION_WORDS, NAMED_ROUTES, ROUTE_PREFIXES, ROUTE_WORDS, SETTING_WORDS } from './route-words.ts'

const VERBS_OF_ONE: Readonly<Record<string, string>> = { get: 'retrieve', post: 'update', patch: 'update', put: 'update', delete: 'delete' }
const VERBS_OF_ALL: Readonly<Record<string, string>> = { get: 'retrieve', post: 'create', patch: 'update', put: 'update', delete: 'delete' }

/**
 * The name of the client method behind a request, from its route: `files.retrieve` for `GET /files/{id}`. Only words of the API
 * enter the name, never an identifier, so there are as many names as routes.
 * @param method HTTP method in lower case, or `list` for a page
 */
export function methodName(method: string, path: unknown): string {
  if (typeof path !== 'string') return method
  const segments = (path.split('?')[0] as string).split('/').filter((segment) => segment !== '')
  const route = segments.map((segment) => (ROUTE_WORDS.has(segment) ? segment : '*'))
  const named = NAMED_ROUTES[`${method} ${route.join('/')}`]
  if (named) return named
  const words = route.filter((segment) => segment !== '*')
  if (words.length === 0) return method
  const names = words.map((word, index) => (index === 0 ? (ROUTE_PREFIXES[word] ?? camelCase(word)) : camelCase(word)))
  const last = route.at(-1) as string
  if (words.length > 1 && (ACTION_WORDS.has(last) || words.at(-2) === 'usage')) return names.join('.')
  const verbs = last === '*' || SETTING_WORDS.has(last) ? VERBS_OF_ONE : VERBS_OF_ALL
  return [...names, verbs[method] ?? method].join('.')
}

function camelCase(word: string): string {
  return word.replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase()).replace(/Api(?=Keys)/, 'API')
}

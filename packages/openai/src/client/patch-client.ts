import { patchAttempts } from '../attempts/attempt-hooks.ts'
import type { Endpoint } from '../endpoints/endpoint.ts'
import { ENDPOINTS } from '../endpoints/endpoints.ts'
import { methodName } from '../endpoints/method-name.ts'
import { type CallObserver, observeCall } from '../observe-call.ts'
import type { ClientLike } from './client-shape.ts'
import { sayForeignPatch } from './foreign-patch.ts'
import { patchMethod, type Undo } from './patch.ts'

/** Finds the object that carries the methods of a resource: on a client, or on the classes' prototypes. */
export type FindResource = (path: readonly string[]) => object | undefined

/**
 * Puts the observer on every seam of a client: the resource methods with a full mapping, the client's own request methods for all
 * others, and the attempts.
 * @param target the client, or the prototype that clients inherit from
 */
export function patchClient(target: object, findResource: FindResource, observer: CallObserver): Undo[] {
  const undos: Undo[] = []
  sayForeignPatch(findResource(['chat', 'completions']))
  for (const endpoint of ENDPOINTS) {
    const resource = findResource(endpoint.resource)
    const undo = resource && patchMethod(resource, endpoint.method, (original) => observedEndpoint(original, endpoint, observer))
    if (undo) undos.push(undo)
  }
  for (const [name, pathOf] of Object.entries(REQUEST_METHODS)) {
    const undo = patchMethod(target, name, (original) => {
      return function (this: unknown, ...args: unknown[]) {
        const method = (): string => methodName(...pathOf(args))
        return observeCall(observer, this as ClientLike, method, undefined, args, () => original.apply(this, args))
      }
    })
    if (undo) undos.push(undo)
  }
  return [...undos, ...patchAttempts(target)]
}

function observedEndpoint(original: (this: unknown, ...args: unknown[]) => unknown, endpoint: Endpoint, observer: CallObserver) {
  const name = [...endpoint.resource, endpoint.method].join('.')
  const method = (): string => name
  return function (this: unknown, ...args: unknown[]): unknown {
    const client = (this as { _client?: ClientLike } | undefined)?._client
    if (client === undefined) return original.apply(this, args)
    return observeCall(observer, client, method, endpoint, args, () => original.apply(this, args))
  }
}

/** Where each request method of the client has its HTTP method and path. */
const REQUEST_METHODS: Readonly<Record<string, (args: readonly unknown[]) => [method: string, path: unknown]>> = {
  get: ([path]) => ['get', path],
  post: ([path]) => ['post', path],
  patch: ([path]) => ['patch', path],
  put: ([path]) => ['put', path],
  delete: ([path]) => ['delete', path],
  getAPIList: ([path]) => ['list', path],
  requestAPIList: ([, options]) => ['list', (options as { path?: unknown } | undefined)?.path],
  request: ([options]) => {
    const { method, path } = (options ?? {}) as { method?: unknown; path?: unknown }
    return [typeof method === 'string' ? method.toLowerCase() : 'request', path]
  },
}

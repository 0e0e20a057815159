import type { Attributes } from '../api/call-detail.ts'
import { type ReadScope, readResource, readScope } from '../otlp/read-resource.ts'
import { WireReader } from '../otlp/wire-reader.ts'

/** What sent a span and which part of it made it: one object for all its spans. */
export interface Source {
  readonly resourceBytes: Buffer
  readonly scopeBytes: Buffer
  readonly resource: Attributes
  readonly scope: ReadScope
  readonly service: string | null
  readonly environment: string | null
  /** Same for equal bytes. */
  readonly key: string
}

/** So many are remembered; beyond that equal ones may be kept twice. */
const MOST_SOURCES = 512

/** Gives equal bytes the same {@link Source}. */
export class Sources {
  readonly #known = new Map<string, Source>()
  #last: { readonly resource: Uint8Array; readonly scope: Uint8Array; readonly source: Source } | undefined

  /** Throws {@link Malformed} where the bytes are no resource and scope. */
  intern(resource: Uint8Array, scope: Uint8Array): Source {
    if (this.#last?.resource === resource && this.#last.scope === scope) return this.#last.source
    const key = `${latin1(resource)}\0\0${latin1(scope)}`
    const source = this.#known.get(key) ?? read(resource, scope, key)
    this.#known.delete(key)
    this.#known.set(key, source)
    if (this.#known.size > MOST_SOURCES) this.#known.delete(this.#known.keys().next().value ?? '')
    this.#last = { resource, scope, source }
    return source
  }
}

function read(resourceFrom: Uint8Array, scopeFrom: Uint8Array, key: string): Source {
  const resourceBytes = copyOf(resourceFrom)
  const scopeBytes = copyOf(scopeFrom)
  const resource = readResource(new WireReader(resourceBytes))
  const name = resource['service.name']
  const environment = resource['deployment.environment.name'] ?? resource['deployment.environment']
  return {
    resourceBytes,
    scopeBytes,
    resource,
    scope: readScope(new WireReader(scopeBytes)),
    service: typeof name === 'string' ? name : null,
    environment: typeof environment === 'string' ? environment : null,
    key,
  }
}

/** Of its own: a slice of a request would hold the request. */
function copyOf(bytes: Uint8Array): Buffer {
  const copy = Buffer.allocUnsafeSlow(bytes.length)
  copy.set(bytes)
  return copy
}

function latin1(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('latin1')
}

import type { ClientLike } from './client-shape.ts'

/** The error classes of the SDK that have been seen. */
const errorNames = new WeakMap<object, string>()
const known = new WeakSet<object>()

/**
 * Remembers the error classes that hang on a client class as statics. In a bundle a minifier has renamed the classes, but neither statics
 * nor fields: so these tell what a class is, and its own name does not.
 */
export function learnErrorNames(clientClass: unknown): void {
  if (typeof clientClass !== 'function' || known.has(clientClass)) return
  known.add(clientClass)
  for (const name in clientClass) {
    const value = (clientClass as unknown as Record<string, unknown>)[name]
    if (name.endsWith('Error') && typeof value === 'function') errorNames.set(value, name)
  }
}

/** The name of an error's class; undefined where it has none. Never throws. */
export function errorClassName(error: unknown): string | undefined {
  try {
    const errorClass: unknown = (error as object | null | undefined)?.constructor
    if (typeof errorClass !== 'function') return undefined
    return errorNames.get(errorClass) ?? errorClass.name
  } catch {
    return undefined
  }
}

/** The fields that only clients of these classes have. */
const FIELDS: Readonly<Record<string, string>> = { AzureOpenAI: 'deploymentName', BedrockOpenAI: 'bedrockTokenProvider' }

/** The name of a client's class. */
export function clientClassName(client: ClientLike): string | undefined {
  return Object.keys(FIELDS).find((name) => (FIELDS[name] as string) in client) ?? client.constructor?.name
}

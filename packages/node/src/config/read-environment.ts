import type { Environment } from '@tokenscope/core'
import { withoutSecrets } from './without-secrets.ts'

/**
 * Reads typed values out of an environment. A bad value is described in `problems`, with what is allowed, and then taken
 * for not set. An empty variable counts as not set, as OpenTelemetry demands.
 */
export class EnvironmentReader {
  readonly #env: Environment
  readonly problems: string[] = []

  constructor(env: Environment) {
    this.#env = env
  }

  text(name: string): string | undefined {
    const value = this.#env[name]?.trim()
    return value === '' ? undefined : value
  }

  httpUrl(name: string): string | undefined {
    const value = this.text(name)
    if (value === undefined || (URL.canParse(value) && /^https?:$/.test(new URL(value).protocol))) return value
    return this.#bad(name, 'a URL such as "http://localhost:4318"')
  }

  boolean(name: string): boolean | undefined {
    const value = this.text(name)?.toLowerCase()
    if (value === undefined || value === 'true' || value === 'false') return value === undefined ? undefined : value === 'true'
    return this.#bad(name, 'true or false')
  }

  choice<T extends string>(name: string, allowed: readonly T[]): T | undefined {
    const value = this.text(name)
    if (value === undefined) return undefined
    return allowed.find((choice) => choice === value.toLowerCase()) ?? this.#bad(name, `one of ${allowed.join(', ')}`)
  }

  /** A number from `min` to `max`, whole unless `fraction`. */
  number(name: string, min: number, max: number = Number.MAX_SAFE_INTEGER, fraction = false): number | undefined {
    const value = this.text(name)
    if (value === undefined) return undefined
    const number = Number(value)
    if (number >= min && number <= max && (fraction || Number.isInteger(number))) return number
    const kind = fraction ? 'a number' : 'a whole number'
    return this.#bad(name, max === Number.MAX_SAFE_INTEGER ? `${kind} from ${min}` : `${kind} from ${min} to ${max}`)
  }

  /** A comma-separated list, each entry once; unknown entries are described and left out. Undefined when not set. */
  list<T extends string>(name: string, allowed: readonly T[]): T[] | undefined {
    const value = this.text(name)
    if (value === undefined) return undefined
    const entries = new Set<T>()
    for (const entry of value.split(',').map((part) => part.trim())) {
      if (entry === '') continue
      const known = allowed.find((choice) => choice === entry)
      if (known) entries.add(known)
      else this.#say(`${name} has "${withoutSecrets(entry)}"; allowed is a list of ${allowed.join(', ')}. The entry is ignored.`)
    }
    return [...entries]
  }

  #bad(name: string, allowed: string): undefined {
    this.#say(`${name} is "${withoutSecrets(this.text(name) ?? '')}"; allowed is ${allowed}. The default is used.`)
    return undefined
  }

  /** A variable may be read for each signal and is still one problem. */
  #say(problem: string): void {
    if (!this.problems.includes(problem)) this.problems.push(problem)
  }
}

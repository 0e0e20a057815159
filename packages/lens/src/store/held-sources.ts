import type { Source } from './source.ts'

/** What V8 needs for a source beside its bytes, as measured: those are there as they came, as a key and read. */
const OVERHEAD = 500
const TIMES = 4

/** The sources of what is held, each counted once however many spans it has: a program that starts anew for every call is one for each. */
export class HeldSources {
  readonly #users = new Map<Source, number>()
  #bytes = 0

  /** As estimated. */
  get bytes(): number {
    return this.#bytes
  }

  add(source: Source): void {
    const users = this.#users.get(source) ?? 0
    if (users === 0) this.#bytes += sizeOf(source)
    this.#users.set(source, users + 1)
  }

  remove(source: Source): void {
    const users = this.#users.get(source) ?? 0
    if (users > 1) {
      this.#users.set(source, users - 1)
    } else if (this.#users.delete(source)) {
      this.#bytes -= sizeOf(source)
    }
  }
}

function sizeOf({ resourceBytes, scopeBytes }: Source): number {
  return OVERHEAD + (resourceBytes.length + scopeBytes.length) * TIMES
}

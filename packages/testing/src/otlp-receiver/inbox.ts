/** How long to wait. */
export interface WaitOptions {
  /** Default 10 000. */
  timeoutMs?: number
}

/** Things that arrive, and whoever waits for them. */
export class Inbox<Item> {
  readonly items: Item[] = []
  readonly #what: string
  readonly #describe: () => string
  readonly #waiting = new Set<{ check: () => void; fail: (reason: string) => void }>()

  /** `what` is the plural that errors use; `describe` tells what has arrived so far. */
  constructor(what: string, describe: () => string) {
    this.#what = what
    this.#describe = describe
  }

  add(items: readonly Item[]): void {
    this.items.push(...items)
    for (const { check } of [...this.#waiting]) check()
  }

  /**
   * Resolves with everything that has arrived, as soon as there are `wanted` items or `wanted` returns true for all of them.
   * @throws after `timeoutMs`, with what did arrive; when the inbox is closed; when the predicate throws.
   */
  waitFor(wanted: number | ((items: readonly Item[]) => boolean), { timeoutMs = 10_000 }: WaitOptions = {}): Promise<Item[]> {
    const isThere = typeof wanted === 'number' ? () => this.items.length >= wanted : () => wanted(this.items)
    const goal = typeof wanted === 'number' ? `${wanted} ${this.#what}` : `${this.#what} that fit`
    return new Promise((resolve, reject) => {
      const waiter = {
        check: () => {
          try {
            if (isThere()) end(() => resolve([...this.items]))
          } catch (error) {
            end(() => reject(error))
          }
        },
        fail: (reason: string) => end(() => reject(new Error(`${reason} ${goal}; ${this.#describe()}`))),
      }
      const end = (settle: () => void): void => {
        clearTimeout(timer)
        this.#waiting.delete(waiter)
        settle()
      }
      const timer = setTimeout(() => waiter.fail(`waited ${timeoutMs} ms for`), timeoutMs)
      this.#waiting.add(waiter)
      waiter.check()
    })
  }

  reset(): void {
    this.items.length = 0
  }

  close(): void {
    for (const { fail } of [...this.#waiting]) fail('the receiver was closed before')
  }
}

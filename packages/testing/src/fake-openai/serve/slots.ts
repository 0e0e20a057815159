/** A bounded number of requests at a time; the others wait in turn, as they do in front of a model server. */
export class Slots {
  #free: number
  readonly #waiting = new Set<() => void>()

  constructor(count: number) {
    this.#free = count
  }

  /** How many wait now. */
  get queued(): number {
    return this.#waiting.size
  }

  /** Resolves when a slot is free, or when the client has gone; the result gives the slot back and must be called once. */
  async take(gone: AbortSignal): Promise<() => void> {
    if (gone.aborted) return () => undefined
    if (this.#free > 0) {
      this.#free--
      return () => this.#release()
    }
    return new Promise((resolve) => {
      const leave = (): void => {
        this.#waiting.delete(enter)
        resolve(() => undefined)
      }
      const enter = (): void => {
        gone.removeEventListener('abort', leave)
        resolve(() => this.#release())
      }
      this.#waiting.add(enter)
      gone.addEventListener('abort', leave, { once: true })
    })
  }

  #release(): void {
    const [next] = this.#waiting
    if (next === undefined) this.#free++
    else {
      this.#waiting.delete(next)
      next()
    }
  }
}

/** A bounded number of requests at a time; the others wait in turn, as they do in front of a model server. */
export class Slots {
  #free: number
  readonly #waiting: (() => void)[] = []

  constructor(count: number) {
    this.#free = count
  }

  /** How many wait now. */
  get queued(): number {
    return this.#waiting.length
  }

  /** Resolves when a slot is free; the result gives it back and must be called once. */
  async take(): Promise<() => void> {
    if (this.#free > 0) this.#free--
    else await new Promise<void>((resolve) => this.#waiting.push(resolve))
    return () => {
      const next = this.#waiting.shift()
      if (next) next()
      else this.#free++
    }
  }
}

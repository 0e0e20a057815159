/** What a sender gets to see instead of a healthy backend. */
export interface Fault {
  status: number
  headers: Record<string, string>
}

/** Faults to come, in the order in which they were asked for. */
export class Faults {
  #queue: { left: number; fault: Fault }[] = []
  /** Time that every answer is held back. */
  delayMs = 0

  failNext(count: number, status: number, headers: Record<string, string> = {}): void {
    if (count > 0) this.#queue.push({ left: count, fault: { status, headers } })
  }

  /** The fault for one request; undefined when it is to succeed. */
  take(): Fault | undefined {
    const next = this.#queue[0]
    if (next === undefined) return undefined
    next.left -= 1
    if (next.left <= 0) this.#queue.shift()
    return next.fault
  }

  reset(): void {
    this.#queue = []
    this.delayMs = 0
  }
}

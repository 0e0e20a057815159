const NEWLINE = 10
const CARRIAGE_RETURN = 13
const DATA = Buffer.from('data:')
/** The finish chunk, the usage chunk and the end mark, and one more. */
const KEPT_EVENTS = 4
/** A server that sends no newline must not fill the memory. */
const LONGEST_LINE_BYTES = 8 * 1024 * 1024

/**
 * Reads server-sent events as bytes: it counts them and keeps the first with content apart from the last few, so that hardly any of a long
 * stream is ever parsed. `[DONE]` is no event.
 */
export class EventScanner {
  /** Events with data from the first with content on. */
  eventCount = 0
  done = false
  /** When the first event with content came. */
  firstContentMs: number | undefined
  #rest: Buffer | undefined
  /** The last events as bytes, in turn. */
  readonly #kept: { buffer: Buffer; start: number; end: number }[] = []
  #seen = 0

  /** Takes the bytes that came at `nowMs`. @throws for a line without an end */
  push(bytes: Buffer, nowMs: number): void {
    const buffer = this.#rest === undefined ? bytes : Buffer.concat([this.#rest, bytes])
    let start = 0
    for (let end = buffer.indexOf(NEWLINE); end !== -1; end = buffer.indexOf(NEWLINE, start)) {
      if (
        end - start > DATA.length &&
        buffer[start] === DATA[0] &&
        buffer.compare(DATA, 0, DATA.length, start, start + DATA.length) === 0
      ) {
        this.#event(buffer, start + DATA.length, buffer[end - 1] === CARRIAGE_RETURN ? end - 1 : end, nowMs)
      }
      start = end + 1
    }
    this.#rest = start === buffer.length ? undefined : buffer.subarray(start)
    if (this.#rest !== undefined && this.#rest.length > LONGEST_LINE_BYTES) throw new Error('a line of the stream is longer than 8 MiB')
  }

  /** The last events in their order, parsed; what is not JSON is left out. */
  lastEvents(): Record<string, unknown>[] {
    const first = Math.max(0, this.#seen - KEPT_EVENTS)
    const order = Array.from({ length: this.#seen - first }, (_, i) => this.#kept[(first + i) % KEPT_EVENTS]!)
    return order.map(({ buffer, start, end }) => parseObject(buffer.toString('utf8', start, end))).filter((event) => event !== undefined)
  }

  #event(buffer: Buffer, start: number, end: number, nowMs: number): void {
    if (end - start <= 8 && buffer.toString('latin1', start, end).trim() === '[DONE]') {
      this.done = true
      return
    }
    if (this.firstContentMs === undefined && hasContent(parseObject(buffer.toString('utf8', start, end)))) this.firstContentMs = nowMs
    if (this.firstContentMs !== undefined) this.eventCount += 1
    const slot = this.#seen++ % KEPT_EVENTS
    const kept = this.#kept[slot]
    if (kept === undefined) this.#kept.push({ buffer, start, end })
    else {
      kept.buffer = buffer
      kept.start = start
      kept.end = end
    }
  }
}

/** Whether a chunk of a chat completion carries something that was generated. */
export function hasContent(chunk: Record<string, unknown> | undefined): boolean {
  const choices = chunk?.choices
  if (!Array.isArray(choices)) return false
  return choices.some((choice: { delta?: Record<string, unknown> | null }) => {
    const { content, reasoning_content, reasoning, refusal, tool_calls } = choice?.delta ?? {}
    return (
      [content, reasoning_content, reasoning, refusal].some((text) => typeof text === 'string' && text !== '') || Array.isArray(tool_calls)
    )
  })
}

export function parseObject(text: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : undefined
  } catch {
    return undefined
  }
}

import type { ServerResponse } from 'node:http'
import type { CallSummary } from '../api/call-summary.ts'
import type { LensStatus } from '../api/status.ts'

/** What was sent is remembered, so that a page that lost its connection misses nothing. */
const REMEMBERED = 2_000
/** Less than a page may leave unread, even in characters of two bytes: a page that comes back slowly is not cut off for what it missed. */
const MOST_REMEMBERED_CHARACTERS = 512 * 1024
/** Calls are sent together, and so many at a time: nobody reads more. */
const TICK_MS = 150
const MOST_CALLS_A_TICK = 100
const STATUS_MS = 2_000
/** A page that does not read is cut off; it comes back by itself. */
const MOST_UNREAD_BYTES = 1024 * 1024
const MOST_LISTENERS = 64

interface SentEvent {
  readonly number: number
  readonly text: string
}

/** Sends what happens to every page that listens, as server-sent events. */
export class EventHub {
  readonly #run: string
  readonly #status: () => LensStatus
  readonly #responses = new Set<ServerResponse>()
  readonly #sent: SentEvent[] = []
  readonly #statusTimer: NodeJS.Timeout
  #number = 0
  #characters = 0
  #waiting = new Map<string, CallSummary>()
  #skipped = false
  #tick: NodeJS.Timeout | undefined

  /** `run` tells apart the numbers of this run and those of an earlier one. */
  constructor(run: string, status: () => LensStatus) {
    this.#run = run
    this.#status = status
    this.#statusTimer = setInterval(() => this.#sendStatus(), STATUS_MS)
    this.#statusTimer.unref()
  }

  get listeners(): number {
    return this.#responses.size
  }

  call(call: CallSummary): void {
    this.#waiting.set(call.spanId + call.traceId, call)
    if (this.#waiting.size > MOST_CALLS_A_TICK) {
      this.#waiting.delete(this.#waiting.keys().next().value ?? '')
      this.#skipped = true
    }
    this.#tick ??= setTimeout(() => this.#flush(), TICK_MS).unref()
  }

  /** Makes the response a stream of events that begins behind `lastEventId`. False where too many listen already. */
  add(response: ServerResponse, lastEventId: string | undefined): boolean {
    if (this.#responses.size >= MOST_LISTENERS) return false
    response.writeHead(200, { 'content-type': 'text/event-stream; charset=utf-8', 'cache-control': 'no-store', 'x-accel-buffering': 'no' })
    response.write('retry: 1000\n\n')
    for (const text of this.#missed(lastEventId)) response.write(text)
    response.write(toText('status', this.#id(), this.#status()))
    this.#responses.add(response)
    response.once('close', () => this.#responses.delete(response))
    response.on('error', () => this.#responses.delete(response))
    return true
  }

  close(): void {
    clearInterval(this.#statusTimer)
    clearTimeout(this.#tick)
    for (const response of this.#responses) response.end()
    this.#responses.clear()
  }

  #missed(lastEventId: string | undefined): string[] {
    if (lastEventId === undefined || lastEventId === this.#id()) return []
    const [run, number] = lastEventId.split('.')
    const first = this.#sent[0]?.number ?? this.#number + 1
    const last = Number(number)
    if (run !== this.#run || !Number.isInteger(last) || last + 1 < first) return [toText('reset', this.#id(), {})]
    return this.#sent.filter((event) => event.number > last).map(({ text }) => text)
  }

  #flush(): void {
    this.#tick = undefined
    const calls = this.#waiting
    this.#waiting = new Map()
    if (this.#skipped) this.#send('reset', {})
    this.#skipped = false
    for (const call of calls.values()) this.#send('call', call)
  }

  #send(name: string, data: unknown): void {
    this.#number++
    const text = toText(name, this.#id(), data)
    this.#sent.push({ number: this.#number, text })
    this.#characters += text.length
    if (this.#sent.length > REMEMBERED * 1.25 || this.#characters > MOST_REMEMBERED_CHARACTERS) this.#forget()
    this.#write(text)
  }

  /** Makes room for a while, so that it need not be made for each event. */
  #forget(): void {
    let count = 0
    while (count < this.#sent.length && (this.#sent.length - count > REMEMBERED || this.#characters > MOST_REMEMBERED_CHARACTERS / 2)) {
      this.#characters -= this.#sent[count++]!.text.length
    }
    this.#sent.splice(0, count)
  }

  #sendStatus(): void {
    if (this.#responses.size > 0) this.#write(toText('status', this.#id(), this.#status()))
  }

  #write(text: string): void {
    for (const response of this.#responses) {
      if (response.writableLength > MOST_UNREAD_BYTES) {
        this.#responses.delete(response)
        response.destroy()
      } else response.write(text)
    }
  }

  #id(): string {
    return `${this.#run}.${this.#number}`
  }
}

function toText(name: string, id: string, data: unknown): string {
  return `id: ${id}\nevent: ${name}\ndata: ${JSON.stringify(data)}\n\n`
}

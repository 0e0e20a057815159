import { once } from 'node:events'
import type { ServerResponse } from 'node:http'
import { setTimeout as delay } from 'node:timers/promises'
import type { RecordedRequest } from './recorded-request.ts'

/** The client went away, or the script cut the connection: nothing more can be sent. */
export class ConnectionEnded extends Error {}

/** The response as a slow, faulty thing: waits, back-pressure and sudden ends. All waits end when the client goes away. */
export class Connection {
  readonly #response: ServerResponse
  readonly #record: RecordedRequest
  readonly #gone = new AbortController()

  constructor(response: ServerResponse, record: RecordedRequest) {
    this.#response = response
    this.#record = record
    response.on('close', () => {
      record.aborted = !record.finished
      this.#gone.abort()
    })
  }

  get gone(): AbortSignal {
    return this.#gone.signal
  }

  head(status: number, headers: Record<string, string>): void {
    this.#check()
    this.#response.writeHead(status, headers)
    this.#response.flushHeaders()
  }

  /** Writes and, where the client reads slowly, waits until it has. */
  async write(bytes: string | Uint8Array): Promise<void> {
    this.#check()
    this.#record.bytesWritten += Buffer.byteLength(bytes)
    if (!this.#response.write(bytes)) await this.#race(once(this.#response, 'drain', { signal: this.gone }))
    this.#check()
  }

  end(bytes?: string | Uint8Array): void {
    this.#check()
    if (bytes !== undefined) this.#record.bytesWritten += Buffer.byteLength(bytes)
    this.#record.finished = true
    this.#response.end(bytes)
  }

  async wait(ms: number): Promise<void> {
    if (ms > 0) await this.#race(delay(ms, undefined, { signal: this.gone }))
    this.#check()
  }

  /** Never goes on. Rejects when the client goes away. */
  async hang(): Promise<never> {
    await this.#race(once(this.gone, 'abort'))
    throw new ConnectionEnded()
  }

  reset(): never {
    this.#response.socket?.resetAndDestroy()
    throw new ConnectionEnded()
  }

  #check(): void {
    if (this.gone.aborted || this.#response.destroyed) throw new ConnectionEnded()
  }

  async #race(wait: Promise<unknown>): Promise<void> {
    try {
      await wait
    } catch (error) {
      if (this.gone.aborted) throw new ConnectionEnded()
      throw error
    }
  }
}

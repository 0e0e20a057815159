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
  #isCut = false

  constructor(response: ServerResponse, record: RecordedRequest) {
    this.#response = response
    this.#record = record
    response.on('close', () => {
      record.aborted = !record.finished && !this.#isCut
      this.#gone.abort()
    })
  }

  get gone(): AbortSignal {
    return this.#gone.signal
  }

  head(status: number, headers: Record<string, string>): void {
    this.#check()
    this.#record.status = status
    this.#response.writeHead(status, headers)
    this.#response.flushHeaders()
  }

  /** Writes; where the client reads slowly, gives a promise that it has caught up. */
  write(bytes: string | Uint8Array): Promise<void> | undefined {
    this.#check()
    this.#record.bytesWritten += Buffer.byteLength(bytes)
    return this.#response.write(bytes) ? undefined : this.#race(once(this.#response, 'drain', { signal: this.gone }))
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
    if (!this.gone.aborted) await once(this.gone, 'abort')
    throw new ConnectionEnded()
  }

  /** Cuts the connection by a reset. What the client has not read by then is lost to it. */
  reset(): never {
    this.#isCut = true
    this.#response.socket?.resetAndDestroy()
    throw new ConnectionEnded()
  }

  /** Closes the connection in the middle of the body, once everything written has left: the client reads it all, then sees the cut. */
  cut(): never {
    this.#check()
    this.#isCut = true
    this.#response.socket?.destroySoon()
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

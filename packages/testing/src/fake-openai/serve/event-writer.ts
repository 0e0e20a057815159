import type { StreamEvent } from '../answers/answer.ts'
import type { Random } from '../random.ts'
import type { Script } from '../script.ts'
import type { Connection } from './connection.ts'

/** Writes server-sent events and comments as the script wants them on the wire. */
export class EventWriter {
  readonly #connection: Connection
  readonly #script: Script
  readonly #random: Random
  /** Bytes that wait for those of the next event, so that a piece can hold the end of one event and the beginning of another. */
  #rest = Buffer.alloc(0)

  constructor(connection: Connection, script: Script, random: Random) {
    this.#connection = connection
    this.#script = script
    this.#random = random
  }

  /** A promise only where there is something to wait for. */
  event({ event, data }: StreamEvent): Promise<void> | undefined {
    const text = typeof data === 'string' ? data : JSON.stringify(data)
    return this.#send(`${event === undefined ? '' : `event: ${event}\n`}data: ${text}\n\n`)
  }

  comment(text: string): Promise<void> | undefined {
    return this.#send(`: ${text}\n\n`)
  }

  /** Writes what is held back. To be called before every pause. */
  flush(): Promise<void> | undefined {
    const rest = this.#rest
    this.#rest = Buffer.alloc(0)
    return rest.length > 0 ? this.#connection.write(rest) : undefined
  }

  #send(text: string): Promise<void> | undefined {
    const { lineEnd = '\n', splitBytes } = this.#script
    const lines = lineEnd === '\n' ? text : text.replaceAll('\n', lineEnd)
    return splitBytes === undefined ? this.#connection.write(lines) : this.#sendSplit(Buffer.from(lines), splitBytes)
  }

  async #sendSplit(added: Buffer, splitBytes: number | 'random'): Promise<void> {
    const bytes = Buffer.concat([this.#rest, added])
    let from = 0
    for (;;) {
      const size = splitBytes === 'random' ? this.#random.between(1, 24) : splitBytes
      if (from + size > bytes.length) break
      await this.#connection.write(bytes.subarray(from, from + size))
      // A turn of the event loop for each piece, so that pieces leave apart.
      await new Promise((resolve) => setImmediate(resolve))
      from += size
    }
    this.#rest = bytes.subarray(from)
  }
}

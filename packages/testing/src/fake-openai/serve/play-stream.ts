import type { StreamEvent } from '../answers/answer.ts'
import { Random } from '../random.ts'
import type { Script } from '../script.ts'
import type { Connection } from './connection.ts'
import { errorBody } from './error-body.ts'
import type { RecordedRequest } from './recorded-request.ts'

/** Sends a stream as the script wants it: in its time, with its faults, in its pieces. */
export async function playStream(
  connection: Connection,
  events: Iterable<StreamEvent> | AsyncIterable<StreamEvent>,
  done: boolean,
  script: Script,
  record: RecordedRequest,
): Promise<void> {
  const random = new Random(script.seed ?? 1)
  const send = createSender(connection, script, random)
  const pinger = script.pingMs === undefined ? undefined : setInterval(() => void send(': ping\n\n').catch(() => undefined), script.pingMs)
  let at = 0
  try {
    if (script.firstChunkDelayMs) await connection.wait(script.firstChunkDelayMs)
    for await (const event of events) {
      await faults(connection, script, at, send)
      if (at === script.truncateAt || at === script.errorAt) break
      await connection.wait(gapBefore(at, script, random))
      await send(encode(event))
      record.eventsWritten = ++at
    }
    await faults(connection, script, at, send)
    const cut = (script.truncateAt !== undefined && at >= script.truncateAt) || (script.errorAt !== undefined && at >= script.errorAt)
    if (done && !cut) await send('data: [DONE]\n\n')
  } finally {
    clearInterval(pinger)
  }
  connection.end()
}

async function faults(connection: Connection, script: Script, at: number, send: (text: string) => Promise<void>): Promise<void> {
  if (script.resetAt === at) {
    // What was written has to arrive first, or the reset discards it.
    await connection.wait(5)
    connection.reset()
  }
  if (script.hangAt === at) await connection.hang()
  if (script.errorAt === at) await send(`data: ${JSON.stringify(errorBody(script, 500))}\n\n`)
}

function gapBefore(at: number, script: Script, random: Random): number {
  const stall = script.stalls?.find((entry) => entry.at === at)?.ms ?? 0
  if (at === 0) return stall
  const { gapMs = 0 } = script
  if (typeof gapMs === 'number') return stall + gapMs
  if (Array.isArray(gapMs)) return stall + (gapMs[(at - 1) % gapMs.length] ?? 0)
  return stall + gapMs.min + random.next() * (gapMs.max - gapMs.min)
}

function encode({ event, data }: StreamEvent): string {
  const text = typeof data === 'string' ? data : JSON.stringify(data)
  return `${event === undefined ? '' : `event: ${event}\n`}data: ${text}\n\n`
}

function createSender(connection: Connection, { lineEnd = '\n', splitBytes }: Script, random: Random): (text: string) => Promise<void> {
  return async (text) => {
    const lines = lineEnd === '\n' ? text : text.replaceAll('\n', lineEnd)
    if (splitBytes === undefined) {
      await connection.write(lines)
      return
    }
    const bytes = Buffer.from(lines)
    for (let from = 0; from < bytes.length; ) {
      const size = splitBytes === 'random' ? random.between(1, 12) : splitBytes
      await connection.write(bytes.subarray(from, from + size))
      // A turn of the event loop for each piece, so that pieces leave apart.
      await connection.wait(0)
      await new Promise((resolve) => setImmediate(resolve))
      from += size
    }
  }
}

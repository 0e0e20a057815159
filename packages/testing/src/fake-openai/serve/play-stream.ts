import type { StreamAnswer } from '../answers/answer.ts'
import { Random } from '../random.ts'
import type { Script } from '../script.ts'
import type { Connection } from './connection.ts'
import { errorEvent } from './error-body.ts'
import { EventWriter } from './event-writer.ts'
import { gapBefore } from './gap.ts'
import type { RecordedRequest } from './recorded-request.ts'

/** Sends a stream as the script wants it: in its time, with its faults, in its pieces. */
export async function playStream(connection: Connection, answer: StreamAnswer, script: Script, record: RecordedRequest): Promise<void> {
  const random = new Random(script.seed ?? 1)
  const writer = new EventWriter(connection, script, random)
  let at = 0
  await pause(script.firstChunkDelayMs ?? 0, connection, writer, script)
  for await (const event of answer.events) {
    if (await playFault(at, connection, writer, answer, script)) return
    const gapMs = gapBefore(at, script, random)
    if (gapMs > 0) await pause(gapMs, connection, writer, script)
    await writer.event(event)
    record.eventsWritten = ++at
  }
  if (await playFault(at, connection, writer, answer, script)) return
  if (answer.done) await writer.event({ data: '[DONE]' })
  await writer.flush()
  connection.end()
}

/** What goes wrong after so many chunks. True when the stream is over. */
async function playFault(at: number, connection: Connection, writer: EventWriter, answer: StreamAnswer, script: Script): Promise<boolean> {
  const { resetAt, hangAt, errorAt, truncateAt } = script
  if (at !== resetAt && at !== hangAt && at !== errorAt && at !== truncateAt) return false
  await writer.flush()
  if (at === resetAt) connection.cut()
  if (at === hangAt) await pause(Number.POSITIVE_INFINITY, connection, writer, script)
  if (at === errorAt) {
    await writer.event(errorEvent(script, at, answer.typedErrors === true))
    await writer.flush()
  }
  connection.end()
  return true
}

/** Waits, and sends comments meanwhile where the script wants them. */
async function pause(ms: number, connection: Connection, writer: EventWriter, { pingMs }: Script): Promise<void> {
  await writer.flush()
  let leftMs = ms
  while (pingMs !== undefined && leftMs > pingMs) {
    await connection.wait(pingMs)
    await writer.comment('ping')
    await writer.flush()
    leftMs -= pingMs
  }
  if (leftMs === Number.POSITIVE_INFINITY) await connection.hang()
  await connection.wait(leftMs)
}

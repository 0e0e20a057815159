import type { Channel, RobotBody, Verdict } from '../channels/channel.ts'
import type { RobotSettings } from '../config/bridge-config.ts'
import { type RobotAddress, readRobotAddress } from '../config/read-robot-address.ts'
import { formatSpan } from '../message/format-time.ts'
import { judgeAnswer } from './judge-answer.ts'
import { redact } from './redact.ts'

const MAX_ANSWER_BYTES = 64_000
const MINUTE_MS = 60_000
const CLOCK_TOLERANCE_MS = 5 * MINUTE_MS

export interface AttemptOptions {
  readonly timeoutMs: number
  /** Ends the attempt at once. */
  readonly signal: AbortSignal
}

/** Gives one body to its robot, once. Never throws: whatever happens is a verdict, and its reason holds no secret. */
export async function attempt(robot: RobotSettings, channel: Channel, body: RobotBody, options: AttemptOptions): Promise<Verdict> {
  let address: RobotAddress | undefined
  try {
    address = readRobotAddress(robot)
    const { url, body: text } = channel.toRequest(body, address, new Date())
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json; charset=utf-8', 'user-agent': 'tokenscope-alert-bridge' },
      body: text,
      // A redirect would carry the message, and perhaps the key, to a place that nobody named.
      redirect: 'manual',
      signal: AbortSignal.any([options.signal, AbortSignal.timeout(options.timeoutMs)]),
    })
    const verdict = judgeAnswer(channel, response.status, await readStart(response))
    if (verdict.kind === 'delivered') return verdict
    const clock = verdict.kind === 'final' && address.secret !== undefined ? clockNote(response.headers.get('date')) : ''
    return { ...verdict, reason: `${redact(verdict.reason, address)}${clock}` }
  } catch (error) {
    return { kind: 'retry', reason: redact(describe(error), address) }
  }
}

/** A signature holds for an hour. How far this clock is from the platform's, where that is more than a few minutes. */
function clockNote(date: string | null): string {
  const offMs = Date.parse(date ?? '') - Date.now()
  if (!(Math.abs(offMs) > CLOCK_TOLERANCE_MS)) return ''
  return `: this clock is ${formatSpan(Math.round(Math.abs(offMs) / MINUTE_MS) * MINUTE_MS)} ${offMs > 0 ? 'behind' : 'ahead of'} the platform’s`
}

async function readStart(response: Response): Promise<string> {
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of response.body ?? []) {
    chunks.push(chunk as Uint8Array)
    size += (chunk as Uint8Array).length
    if (size > MAX_ANSWER_BYTES) break
  }
  return Buffer.concat(chunks).toString('utf8')
}

/** `fetch failed` says nothing; its cause does. */
function describe(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  if (error.name === 'TimeoutError') return 'no answer in time'
  if (error.name === 'AbortError') return 'the bridge was stopped'
  const cause = error.cause instanceof Error ? error.cause : undefined
  return cause === undefined ? error.message : `${error.message}: ${(cause as NodeJS.ErrnoException).code ?? cause.message}`
}

import { randomBytes } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { ATTR_SAMPLE_FORCE } from '@tokenscope/semconv'
import type { OtlpTarget } from '../export-plan.ts'

/** How far one trace came on its way to Jaeger. */
export interface TraceFacts {
  readonly traceId: string
  /** The endpoint's status, or why there is none. */
  readonly answer: number | string
  /** Seconds until Jaeger had it; undefined where it did not come. */
  readonly arrivedAfterSeconds: number | undefined
  readonly waitedSeconds: number
}

/** A span that is kept is in Jaeger about a second later; a Collector with a sampling of its own may wait for the whole trace first. */
const PATIENCE_MS = 45_000
const POLL_MS = 250
const SEND_MS = 10_000

/** Sends one span that the sampling must keep, and asks Jaeger for it until it is there, or the person interrupts. Never rejects. */
export async function probeTrace(target: OtlpTarget, jaeger: string, signal: AbortSignal): Promise<TraceFacts> {
  const traceId = randomBytes(16).toString('hex')
  const startMs = performance.now()
  const answer = target.protocol === 'grpc' ? 'gRPC, which is not spoken here' : await send(target, traceId, signal)
  const seconds = (): number => (performance.now() - startMs) / 1000
  const gone = typeof answer === 'string' || answer >= 300
  while (!gone && !signal.aborted && performance.now() - startMs < PATIENCE_MS) {
    if (await isKnown(jaeger, traceId)) return { traceId, answer, arrivedAfterSeconds: seconds(), waitedSeconds: seconds() }
    await sleep(POLL_MS, undefined, { signal }).catch(() => undefined)
  }
  return { traceId, answer, arrivedAfterSeconds: undefined, waitedSeconds: seconds() }
}

async function send({ url, headers }: OtlpTarget, traceId: string, signal: AbortSignal): Promise<number | string> {
  const now = BigInt(Date.now()) * 1_000_000n
  const span = {
    traceId,
    spanId: randomBytes(8).toString('hex'),
    name: 'tokenscope doctor',
    kind: 1,
    startTimeUnixNano: String(now - 1_000_000n),
    endTimeUnixNano: String(now),
    attributes: [{ key: ATTR_SAMPLE_FORCE, value: { boolValue: true } }],
  }
  const resource = { attributes: [{ key: 'service.name', value: { stringValue: 'tokenscope-doctor' } }] }
  const body = JSON.stringify({ resourceSpans: [{ resource, scopeSpans: [{ scope: { name: '@tokenscope/cli' }, spans: [span] }] }] })
  try {
    const response = await fetch(url, {
      method: 'POST',
      headers: { ...headers, 'content-type': 'application/json' },
      body,
      redirect: 'error',
      signal: AbortSignal.any([signal, AbortSignal.timeout(SEND_MS)]),
    })
    await response.body?.cancel()
    return response.status
  } catch (error) {
    const { cause, message } = error as Error & { cause?: NodeJS.ErrnoException }
    return cause?.code ?? message
  }
}

async function isKnown(jaeger: string, traceId: string): Promise<boolean> {
  try {
    const response = await fetch(`${jaeger}/api/traces/${traceId}`, { signal: AbortSignal.timeout(2_000) })
    const { data } = (await response.json()) as { data?: { spans?: unknown[] }[] }
    return response.ok && (data?.[0]?.spans?.length ?? 0) > 0
  } catch {
    return false
  }
}

import { setTimeout as delay } from 'node:timers/promises'
import type { EncodedTrace } from './encoded-trace.ts'
import type { SendReport, SendTally } from './send-report.ts'

const TICK_MS = 10

/** A rate, and for how long. */
export interface Pace {
  readonly spansPerSecond: number
  readonly seconds: number
}

export interface SteadyReport extends SendReport {
  /** Spans that the pace asked for and that were never sent, because as many requests as allowed were in flight. */
  readonly behind: number
  /** From the first request to the last answer. */
  readonly elapsedSeconds: number
  /** Longest time that one request took, milliseconds. */
  readonly slowestRequestMs: number
}

export interface PacedWork {
  readonly pace: Pace
  readonly concurrency: number
  readonly nextBatch: () => readonly EncodedTrace[]
  readonly send: (batch: readonly EncodedTrace[]) => Promise<void>
  readonly tally: SendTally
}

/** Starts batches as their time comes, as long as fewer than `concurrency` are in flight. */
export async function sendAtPace({ pace, concurrency, nextBatch, send, tally }: PacedWork): Promise<SteadyReport> {
  const asked = pace.spansPerSecond * pace.seconds
  const begin = performance.now()
  const inFlight = new Set<Promise<void>>()
  let started = 0
  let slowestRequestMs = 0
  const start = (batch: readonly EncodedTrace[]): void => {
    const from = performance.now()
    started += batch.reduce((sum, { spans }) => sum + spans.length, 0)
    const sending = send(batch).finally(() => {
      slowestRequestMs = Math.max(slowestRequestMs, performance.now() - from)
      inFlight.delete(sending)
    })
    inFlight.add(sending)
  }
  for (let elapsed = 0; elapsed < pace.seconds; elapsed = (performance.now() - begin) / 1000) {
    const due = Math.min(asked, elapsed * pace.spansPerSecond)
    while (started < due && inFlight.size < concurrency) start(nextBatch())
    await delay(TICK_MS)
  }
  while (started < asked && inFlight.size < concurrency) start(nextBatch())
  await Promise.all(inFlight)
  const { spans, traces, accepted, backPressure, problems } = tally
  const elapsedSeconds = (performance.now() - begin) / 1000
  return { spans, traces, accepted, backPressure, problems, behind: Math.max(0, asked - started), elapsedSeconds, slowestRequestMs }
}

import type { PostOutcome } from './post-traces.ts'

const KEPT_PROBLEMS = 10

/** What became of everything that was sent: `sent` = `accepted` + `refused` + `failed`. */
export interface SendReport {
  readonly spans: SpanCounts
  /** Ids of the traces of each kind all of whose spans were accepted, in the order of sending. */
  readonly accepted: Readonly<Record<string, readonly string[]>>
  /** Answers that asked to wait, by status or by `retry-after`. */
  readonly backPressure: number
  /** Different reasons for which something was not accepted; at most ten. */
  readonly problems: readonly string[]
}

export interface SpanCounts {
  readonly sent: number
  readonly accepted: number
  /** The server asked to send them later (429, 502, 503, 504), or took only a part of the request. They are not sent again. */
  readonly refused: number
  /** Any other answer, or none. */
  readonly failed: number
}

/** Counts up to a report. */
export class SendTally implements SendReport {
  readonly spans = { sent: 0, accepted: 0, refused: 0, failed: 0 }
  readonly accepted: Record<string, string[]> = {}
  readonly problems: string[] = []
  backPressure = 0

  add(spans: number, { result, rejectedSpans, retryAfterMs, problem }: PostOutcome): void {
    this.spans.sent += spans
    this.spans[result] += spans - rejectedSpans
    this.spans.refused += rejectedSpans
    if (result === 'refused' || retryAfterMs !== undefined) this.backPressure += 1
    if (problem !== undefined && this.problems.length < KEPT_PROBLEMS && !this.problems.includes(problem)) this.problems.push(problem)
  }

  addTraces(traces: readonly { kind: string; traceId: string }[]): void {
    for (const { kind, traceId } of traces) {
      this.accepted[kind] ??= []
      this.accepted[kind].push(traceId)
    }
  }
}

import type { PostOutcome } from './post-traces.ts'

const KEPT_PROBLEMS = 10

/** What became of everything that was sent: `sent` = `accepted` + `refused` + `failed`. */
export interface SendReport {
  readonly spans: SpanCounts
  /** How many traces of each kind were accepted with all their spans. */
  readonly traces: Readonly<Record<string, number>>
  /** Their ids, in the order of the answers. Empty for a steady rate: they would be millions. */
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
  readonly traces: Record<string, number> = {}
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

  addTraces(traces: readonly { kind: string; traceId: string }[], keepIds: boolean): void {
    for (const { kind, traceId } of traces) {
      this.traces[kind] = (this.traces[kind] ?? 0) + 1
      if (!keepIds) continue
      this.accepted[kind] ??= []
      this.accepted[kind].push(traceId)
    }
  }
}

import type { CallSummary } from '../api/call-summary.ts'
import { CallList } from './call-list.ts'
import { HeldSources } from './held-sources.ts'
import { type StoredLog, type StoredSpan, sizeOfLog, sizeOfSpan, TRACE_OVERHEAD } from './stored-span.ts'

export interface Bounds {
  /** Calls held at most. */
  readonly calls: number
  /** Bytes held at most, as estimated. */
  readonly bytes: number
}

/** What belongs to one trace id. */
export interface StoredTrace {
  readonly traceId: string
  readonly spans: Map<string, StoredSpan>
  readonly logs: StoredLog[]
  bytes: number
}

export interface Dropped {
  calls: number
  spans: number
  logs: number
  points: number
}

/** Of one trace; honest ones are smaller. */
const MOST_SPANS_OF_A_TRACE = 10_000
const MOST_LOGS_OF_A_TRACE = 1_000

/** Holds traces within its bounds: when one is reached, the traces that have been silent longest go first, and what
 * went is counted. */
export class TraceStore {
  readonly bounds: Bounds
  readonly dropped: Dropped = { calls: 0, spans: 0, logs: 0, points: 0 }
  readonly calls: CallList = new CallList()
  readonly #traces = new Map<string, StoredTrace>()
  readonly #onDropTrace: (traceId: string) => void
  readonly #sources = new HeldSources()
  #bytes = 0
  #spans = 0
  #logs = 0

  constructor(bounds: Bounds, onDropTrace: (traceId: string) => void = () => {}) {
    this.bounds = bounds
    this.#onDropTrace = onDropTrace
  }

  get counts(): { readonly traces: number; readonly spans: number; readonly calls: number; readonly logs: number; readonly bytes: number } {
    return { traces: this.#traces.size, spans: this.#spans, calls: this.calls.size, logs: this.#logs, bytes: this.#heldBytes }
  }

  trace(traceId: string): StoredTrace | undefined {
    return this.#traces.get(traceId)
  }

  traces(): Iterable<StoredTrace> {
    return this.#traces.values()
  }

  /** Whether this very span is held: it had room, and has not been replaced or let go since. */
  holdsSpan(span: StoredSpan): boolean {
    return this.#traces.get(span.traceId)?.spans.get(span.spanId) === span
  }

  holdsLog(log: StoredLog): boolean {
    return this.#traces.get(log.traceId)?.logs.includes(log) ?? false
  }

  /** A span that came before is replaced. False where there was no room in its trace. */
  addSpan(span: StoredSpan): boolean {
    const trace = this.#open(span.traceId)
    const before = trace.spans.get(span.spanId)
    if (!before && trace.spans.size >= MOST_SPANS_OF_A_TRACE) {
      this.dropped.spans++
      if (span.call) this.dropped.calls++
      return false
    }
    if (before) {
      this.#grow(trace, -sizeOfSpan(before))
      this.#spans--
      if (before.call) this.calls.remove(before.call)
      this.#sources.remove(before.source)
    }
    trace.spans.set(span.spanId, span)
    this.#sources.add(span.source)
    this.#grow(trace, sizeOfSpan(span))
    this.#spans++
    if (span.call) this.calls.add(span.call)
    this.#shrink()
    return true
  }

  addLog(log: StoredLog): boolean {
    const trace = this.#open(log.traceId)
    if (trace.logs.length >= MOST_LOGS_OF_A_TRACE) {
      this.dropped.logs++
      return false
    }
    trace.logs.push(log)
    this.#sources.add(log.source)
    this.#grow(trace, sizeOfLog(log))
    this.#logs++
    this.#shrink()
    return true
  }

  #open(traceId: string): StoredTrace {
    const known = this.#traces.get(traceId)
    if (known) {
      // A trace of hours that goes on is not an old one.
      this.#traces.delete(traceId)
      this.#traces.set(traceId, known)
      return known
    }
    const trace: StoredTrace = { traceId, spans: new Map(), logs: [], bytes: 0 }
    this.#traces.set(traceId, trace)
    this.#grow(trace, TRACE_OVERHEAD)
    return trace
  }

  #grow(trace: StoredTrace, bytes: number): void {
    trace.bytes += bytes
    this.#bytes += bytes
  }

  get #heldBytes(): number {
    return this.#bytes + this.#sources.bytes
  }

  #shrink(): void {
    while (this.#heldBytes > this.bounds.bytes || this.calls.size > this.bounds.calls) {
      const oldest = this.#traces.values().next().value
      if (!oldest) return
      this.#drop(oldest)
    }
  }

  #drop(trace: StoredTrace): void {
    this.#traces.delete(trace.traceId)
    this.#bytes -= trace.bytes
    this.#spans -= trace.spans.size
    this.#logs -= trace.logs.length
    this.dropped.spans += trace.spans.size
    this.dropped.logs += trace.logs.length
    for (const { call, source } of trace.spans.values()) {
      this.#sources.remove(source)
      if (call) this.#dropCall(call)
    }
    for (const { source } of trace.logs) this.#sources.remove(source)
    this.#onDropTrace(trace.traceId)
  }

  #dropCall(call: CallSummary): void {
    this.calls.remove(call)
    this.dropped.calls++
  }
}

import type { HrTime } from '@opentelemetry/api'
import { SpanStatusCode } from '@opentelemetry/api'
import type { ReadableSpan, SpanProcessor } from '@opentelemetry/sdk-trace'
import type { FinishedSpan } from '../drawing/finished-span.ts'

/** A span processor that keeps what has ended until somebody takes it: the demo's own view of the pipeline. */
export class SpanCollector implements SpanProcessor {
  #spans: FinishedSpan[] = []

  onStart(): void {}

  onEnd(span: ReadableSpan): void {
    this.#spans.push(toFinishedSpan(span))
  }

  /** The spans that ended since the last time, in the order of their end. */
  take(): FinishedSpan[] {
    const taken = this.#spans
    this.#spans = []
    return taken
  }

  async forceFlush(): Promise<void> {}

  async shutdown(): Promise<void> {}
}

function toFinishedSpan(span: ReadableSpan): FinishedSpan {
  const { traceId, spanId } = span.spanContext()
  const { code, message } = span.status
  return {
    traceId,
    spanId,
    parentSpanId: span.parentSpanContext?.spanId,
    name: span.name,
    startMs: toMs(span.startTime),
    endMs: toMs(span.endTime),
    attributes: span.attributes,
    events: span.events.map((event) => ({ name: event.name, atMs: toMs(event.time), attributes: event.attributes ?? {} })),
    failure: code === SpanStatusCode.ERROR ? (message ?? '') : undefined,
  }
}

function toMs([seconds, nanoseconds]: HrTime): number {
  return seconds * 1e3 + nanoseconds / 1e6
}

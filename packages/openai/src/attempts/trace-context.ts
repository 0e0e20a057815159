import diagnosticsChannel from 'node:diagnostics_channel'
import { isSpanContextValid, type SpanContext } from '@opentelemetry/api'

const HEADER = 'traceparent'

/** Whether some HTTP instrumentation sends the trace context itself: then a second header would break both. */
export function httpIsInstrumented(): boolean {
  return diagnosticsChannel.hasSubscribers('undici:request:create')
}

/**
 * Adds W3C Trace Context to the headers of a request (https://www.w3.org/TR/trace-context/), unless the application set it.
 * @param headers `Headers`, or the plain record of openai 4
 */
export function addTraceContext(headers: unknown, spanContext: SpanContext): void {
  if (typeof headers !== 'object' || headers === null || !isSpanContextValid(spanContext)) return
  const flags = (spanContext.traceFlags & 0xff).toString(16).padStart(2, '0')
  const value = `00-${spanContext.traceId}-${spanContext.spanId}-${flags}`
  const state = spanContext.traceState?.serialize()
  if (typeof (headers as Headers).set === 'function') {
    const target = headers as Headers
    if (target.has(HEADER)) return
    target.set(HEADER, value)
    if (state) target.set('tracestate', state)
    return
  }
  const target = headers as Record<string, unknown>
  if (Object.keys(target).some((name) => name.toLowerCase() === HEADER)) return
  target[HEADER] = value
  if (state) target.tracestate = state
}

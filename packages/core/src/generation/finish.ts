import { SpanStatusCode } from '@opentelemetry/api'
import { costOf } from '../cost.ts'
import { reportFailure } from '../failure.ts'
import { hub } from '../hub.ts'
import type { Recorder } from '../recorder.ts'
import { endAttributes } from './end-attributes.ts'
import type { Generation } from './generation.ts'
import { emitLogEvents } from './log-events.ts'
import { recordMetrics } from './record-metrics.ts'
import { addTokenEvents } from './token-events.ts'

/**
 * Everything that happens once, when a call has ended: metrics, listeners, attributes, events, the end of the span. Each step is
 * guarded by itself, so that a failure in one loses that step alone, and the span always ends.
 */
export function finish(generation: Generation, recorder: Recorder): void {
  let cost: number | undefined
  step('cost', () => {
    cost = recorder.prices && costOf(recorder.prices, generation.responseModel ?? generation.model, generation.usage)
  })
  step('metrics', () => recordMetrics(generation, recorder, cost))
  const holds: Promise<void>[] = []
  for (const listener of hub().listeners) {
    if (!listener.ending) continue
    step('listener', () => {
      const hold = listener.ending?.(generation)
      if (hold) holds.push(hold)
    })
  }
  if (holds.length === 0) endSpan(generation, recorder, cost)
  else generation.hold(Promise.allSettled(holds), () => endSpan(generation, recorder, cost))
}

function endSpan(generation: Generation, recorder: Recorder, cost: number | undefined): void {
  const { span } = generation
  step('token events', () => {
    if (span.isRecording()) addTokenEvents(span, generation, recorder.tokenEvents)
  })
  step('span', () => {
    if (!span.isRecording()) return
    const attributes = endAttributes(generation, recorder.profile, cost)
    const captured = recorder.capture.wanted && generation.content ? recorder.capture.capture(generation.content) : {}
    if (recorder.capture.onSpan) {
      for (const [name, value] of Object.entries(captured)) attributes[name] = JSON.stringify(value)
    }
    span.setAttributes(attributes)
    if (generation.error) span.setStatus({ code: SpanStatusCode.ERROR, message: generation.error.message })
    step('log event', () => emitLogEvents(generation, recorder, attributes, captured))
  })
  step('span end', () => span.end(generation.epochOffsetMs + generation.endMs))
}

function step(component: string, run: () => void): void {
  try {
    run()
  } catch (error) {
    reportFailure(component, error)
  }
}

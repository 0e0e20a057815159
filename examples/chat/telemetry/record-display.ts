import { trace } from '@opentelemetry/api'
import { ATTR_DISPLAY_TIME_TO_FIRST_TOKEN, ATTR_DISPLAY_TIME_TO_LAST_TOKEN, EVENT_FIRST_TOKEN } from '@tokenscope/semconv'
import { type Answer, contextOf } from './answers.ts'

/** What the page measured from the click on Send, milliseconds. */
export interface Display {
  readonly firstTokenMs: number
  readonly lastTokenMs: number
}

const LONGEST_MS = 3_600_000

/** Reads what a page sent; undefined where it is not two times in order. */
export function parseDisplay(value: unknown): Display | undefined {
  const { firstTokenMs, lastTokenMs } = (value ?? {}) as Record<string, unknown>
  const isTime = (time: unknown): time is number => typeof time === 'number' && time >= 0 && time <= LONGEST_MS
  return isTime(firstTokenMs) && isTime(lastTokenMs) && firstTokenMs <= lastTokenMs ? { firstTokenMs, lastTokenMs } : undefined
}

/**
 * Records what the user saw, once an answer, as a child of the answer's span. Its length is the browser's; its start is the server's, when
 * the question came, because two clocks cannot be compared: the way of the question to the server is the error.
 */
export function recordDisplay(answer: Answer, { firstTokenMs, lastTokenMs }: Display): void {
  if (answer.displayed) return
  answer.displayed = true
  const attributes = {
    [ATTR_DISPLAY_TIME_TO_FIRST_TOKEN]: firstTokenMs / 1000,
    [ATTR_DISPLAY_TIME_TO_LAST_TOKEN]: lastTokenMs / 1000,
  }
  const span = trace.getTracer('chat').startSpan('display answer', { attributes, startTime: answer.askedMs }, contextOf(answer))
  span.addEvent(EVENT_FIRST_TOKEN, answer.askedMs + firstTokenMs)
  span.end(answer.askedMs + lastTokenMs)
}

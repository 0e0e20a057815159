import * as names from '@tokenscope/semconv'
import { formatDuration } from '../terminal/format-duration.ts'
import type { Tone } from '../terminal/paint.ts'
import type { FinishedSpan } from './finished-span.ts'

/** One number of a call, ready to be printed. */
export interface Figure {
  readonly text: string
  readonly tone: Tone
}

/** The key numbers of one call, most telling first: outcome, time to first token, rate, tokens, attempts, stalls, retries. */
export function callFigures(span: FinishedSpan): Figure[] {
  const figures: Figure[] = []
  const number = (name: string): number | undefined => {
    const value = span.attributes[name]
    return typeof value === 'number' ? value : undefined
  }
  const add = (value: number | undefined, text: (value: number) => string, tone: Tone = 'plain'): void => {
    if (value !== undefined) figures.push({ text: text(value), tone })
  }
  const outcome = span.attributes[names.ATTR_OUTCOME]
  if (typeof outcome === 'string') figures.push({ text: outcomeText(span, outcome), tone: outcome === 'completed' ? 'good' : 'bad' })
  else if (span.failure !== undefined) figures.push({ text: 'failed', tone: 'bad' })
  add(number(names.ATTR_TIME_TO_FIRST_TOKEN), (seconds) => `ttft ${formatDuration(seconds * 1000)}`)
  add(number(names.ATTR_OUTPUT_TOKEN_RATE), (rate) => `${rate < 10 ? rate.toFixed(1) : Math.round(rate)} tok/s`)
  const output = number(names.ATTR_GEN_AI_USAGE_OUTPUT_TOKENS)
  add(number(names.ATTR_GEN_AI_USAGE_INPUT_TOKENS), (count) => `${count} tokens in`)
  add(output, (count) => `${count} out`)
  add(number(names.ATTR_GEN_AI_USAGE_REASONING_OUTPUT_TOKENS) || undefined, (count) => `${count} of them reasoning`)
  // Without usage there are only chunks, and they are never passed off as tokens.
  if (output === undefined) add(number(names.ATTR_CHUNK_COUNT), (count) => `${count} chunks, no usage`)
  add(number(names.ATTR_ATTEMPT_COUNT), (count) => `${count} attempts`, 'note')
  add(number(names.ATTR_STALL_TIME), (seconds) => `stalled ${formatDuration(seconds * 1000)}`, 'bad')
  return figures
}

function outcomeText(span: FinishedSpan, outcome: string): string {
  const error = span.attributes[names.ATTR_ERROR_TYPE]
  const reasons = span.attributes[names.ATTR_GEN_AI_RESPONSE_FINISH_REASONS]
  if (typeof error === 'string') return `${outcome} (${error})`
  if (Array.isArray(reasons) && reasons.length > 0) return `${outcome} (${[...new Set(reasons)].join(', ')})`
  return outcome
}

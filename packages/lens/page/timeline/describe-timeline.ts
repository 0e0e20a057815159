import type { CallDetail } from '../../src/api/index.ts'
import { formatDuration } from '../format/duration.ts'
import { toPlainText } from '../text/split-controls.ts'
import { KIND_NAMES, toLanes } from './timeline-layout.ts'
import { toTokenCurve } from './token-curve.ts'

/** What the time line shows, in a sentence for who cannot see it. */
export function describeTimeline({ summary, timeline, split }: CallDetail): string {
  const { tokens, firstToken, stalls, retries } = timeline
  const parts = [`The call took ${formatDuration(summary.durationSeconds)}`]
  for (const { status, errorType, offset } of retries)
    parts.push(`an attempt failed at ${formatDuration(offset)} (${status ?? errorType ?? 'no answer'})`)
  if (split.waiting !== null && split.waiting > 0) parts.push(`${formatDuration(split.waiting)} waiting`)
  if (firstToken !== null) parts.push(`first token after ${formatDuration(firstToken)}`)
  for (const { kind, chunks } of toLanes(tokens)) parts.push(`${chunks} chunks of ${KIND_NAMES[kind]}`)
  if (tokens.length > 0) {
    const { total, unit } = toTokenCurve(tokens)
    if (unit === 'tokens') parts.push(`${Math.round(total)} tokens`)
  }
  for (const { offset, seconds } of stalls.slice(0, 5)) parts.push(`a stall of ${formatDuration(seconds)} at ${formatDuration(offset)}`)
  if (stalls.length > 5) parts.push(`${stalls.length - 5} more stalls`)
  if (summary.outcome !== 'completed') parts.push(`and ended as ${summary.errorType ?? summary.outcome}`)
  return toPlainText(`${parts.join(', ')}.`, 4_000)
}

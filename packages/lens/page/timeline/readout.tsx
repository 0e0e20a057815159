import type { JSX } from 'preact'
import type { CallDetail } from '../../src/api/index.ts'
import { formatDuration } from '../format/duration.ts'
import { formatRate } from '../format/number.ts'
import { toPhases } from './phase-bar.tsx'
import type { Domain } from './time-axis.ts'
import { KIND_NAMES } from './timeline-layout.ts'
import { amountAt, paceAt, runAt, type TokenCurve } from './token-curve.ts'

interface ReadoutProps {
  readonly detail: CallDetail
  readonly curve: TokenCurve
  readonly at: number | null
  readonly domain: Domain
}

/** What was going on at the pointer. For the eye only: the time line's name says the same as a whole. */
export function Readout({ detail, curve, at, domain }: ReadoutProps): JSX.Element {
  if (at === null) {
    return (
      <p class="readout soft" aria-hidden="true">
        {curve.points.length === 0
          ? 'No token events: the call was not streamed, or its token events are off.'
          : 'Drag to zoom, double-click for all of it.'}
      </p>
    )
  }
  const { stalls, tokens } = detail.timeline
  const window = (domain.to - domain.from) / 20
  const run = runAt(tokens, at, (domain.to - domain.from) / 200)
  const stall = stalls.find(({ offset, seconds }) => at >= offset && at <= offset + seconds)
  const phase = toPhases(detail).find(({ from, to }) => at >= from && at < to)
  return (
    <p class="readout" aria-hidden="true">
      <b>{formatDuration(at)}</b>
      {phase !== undefined && <span>{phase.title}</span>}
      {curve.points.length > 0 && (
        <span>
          {Math.round(amountAt(curve, at))} of {Math.round(curve.total)} {curve.unit}
        </span>
      )}
      {curve.points.length > 0 && (
        <span>
          {formatRate(paceAt(curve, at, window))} {curve.unit}/s
        </span>
      )}
      {run !== null && (
        <span>
          {run.chunks} {run.chunks === 1 ? 'chunk' : 'chunks'} of {run.kinds.map((kind) => KIND_NAMES[kind]).join(', ')}
          {run.offsetEnd > run.offset && ` in ${formatDuration(run.offsetEnd - run.offset)}`}
        </span>
      )}
      {stall !== undefined && <span class="warn">stall of {formatDuration(stall.seconds)}</span>}
    </p>
  )
}

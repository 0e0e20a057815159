import type { JSX } from 'preact'
import type { CallDetail } from '../../src/api/index.ts'
import { formatDuration } from '../format/duration.ts'
import type { ToX } from './timeline-layout.ts'

interface PhaseBarProps {
  readonly detail: CallDetail
  readonly toX: ToX
  readonly top: number
  readonly height: number
  readonly left: number
  readonly right: number
}

const LETTER = 6.4

export interface Phase {
  readonly name: 'waiting' | 'prefill' | 'decode' | 'rest' | 'whole'
  /** What it is called: off the stream alone, prefill cannot be told from the server's queue. */
  readonly title: string
  readonly from: number
  readonly to: number
}

/** The parts of the call's time, one after the other. What none of them covers is `rest`. */
export function toPhases({ split, summary }: Pick<CallDetail, 'split' | 'summary'>): readonly Phase[] {
  if (split.source === 'none') return [{ name: 'whole', title: 'whole', from: 0, to: summary.durationSeconds }]
  const phases: Phase[] = []
  let from = 0
  for (const name of ['waiting', 'prefill', 'decode'] as const) {
    const seconds = split[name]
    if (seconds === null || seconds <= 0) continue
    phases.push({ name, title: name === 'prefill' && split.source === 'stream' ? 'queue + prefill' : name, from, to: from + seconds })
    from += seconds
  }
  if (summary.durationSeconds - from > summary.durationSeconds * 0.002)
    phases.push({ name: 'rest', title: 'rest', from, to: summary.durationSeconds })
  return phases
}

/** Waiting, prefill, decode: to scale, with their names where they fit. */
export function PhaseBar({ detail, toX, top, height, left, right }: PhaseBarProps): JSX.Element {
  return (
    <g class="phases">
      {toPhases(detail).map(({ name, title, from, to }) => {
        const x = Math.max(left, toX(from))
        const end = Math.min(right, toX(to))
        const width = Math.max(1, end - x)
        const long = `${title} ${formatDuration(to - from)}`
        const said = width > long.length * LETTER + 10 ? long : width > title.length * LETTER + 10 ? title : ''
        return (
          <g key={name} class={name}>
            <rect x={x} y={top} width={width} height={height - 3} />
            {said !== '' && (
              <text x={x + 6} y={top + height / 2 + 3}>
                {said}
              </text>
            )}
          </g>
        )
      })}
    </g>
  )
}

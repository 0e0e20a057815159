import type { JSX } from 'preact'
import type { CallDetail } from '../../src/api/index.ts'
import { formatDuration } from '../format/duration.ts'
import { toPlainText } from '../text/split-controls.ts'
import type { ToX } from './timeline-layout.ts'

interface MarksProps {
  readonly detail: CallDetail
  readonly toX: ToX
  readonly top: number
  readonly bottom: number
  readonly left: number
  readonly right: number
}

const LETTER = 6.6
const MOST_LETTERS = 40

/** First token, stalls and failed attempts, each with its figure where there is room. */
export function Marks({ detail, toX, top, bottom, left, right }: MarksProps): JSX.Element {
  const { firstToken, stalls, retries } = detail.timeline
  const first = firstToken === null ? null : toX(firstToken)
  const firstText = firstToken === null ? '' : `first token ${formatDuration(firstToken)}`
  const isFirstLeft = first !== null && first + firstText.length * LETTER > right
  let free = first !== null && !isFirstLeft ? first + firstText.length * LETTER + 12 : left
  const { outcome, errorType, durationSeconds } = detail.summary
  const end = toX(durationSeconds)
  return (
    <g class="marks">
      {outcome !== 'completed' && (
        <g class="broken">
          <path d={`M${end} ${top}V${bottom}`} />
          <path class="sign" d={`M${end - 4} ${top}l8 8m0 -8l-8 8`} />
          <text x={end - 8} y={top + (bottom - top) * 0.6}>
            {outcome === 'error' ? toPlainText(errorType ?? outcome, MOST_LETTERS) : outcome}
          </text>
        </g>
      )}
      {stalls.map(({ offset, seconds }) => {
        const x = toX(offset)
        const width = Math.max(1.5, toX(offset + seconds) - x)
        const text = `stall ${formatDuration(seconds)}`
        const textX = Math.max(left + 2, x + 4)
        const hasRoom = textX > free && textX + text.length * LETTER < right && x + width > left
        if (hasRoom) free = textX + text.length * LETTER + 8
        return (
          <g key={offset} class="stall">
            <rect x={x} y={top} width={width} height={bottom - top} />
            {hasRoom && (
              <text x={textX} y={top + 14}>
                {text}
              </text>
            )}
          </g>
        )
      })}
      {retries.map(({ offset, backoff, status, errorType, attempt }) => {
        const x = toX(offset)
        const text = `${status ?? toPlainText(errorType ?? 'failed', MOST_LETTERS)}${backoff === null ? '' : `, again after ${formatDuration(backoff)}`}`
        return (
          <g key={`${attempt}-${offset}`} class="retry">
            {backoff !== null && (
              <rect class="backoff" x={x} y={top} width={Math.max(1, toX(offset + backoff) - x)} height={bottom - top} />
            )}
            <path d={`M${x} ${top}V${bottom}`} />
            <path class="sign" d={`M${x - 4} ${top + 4}l4 -4l4 4l-4 4z`} />
            <text x={x + 7} y={top + 28}>
              {text}
            </text>
          </g>
        )
      })}
      {first !== null && (
        <g class="first-token">
          <path d={`M${first} ${top}V${bottom}`} />
          <text x={isFirstLeft ? first - 5 : first + 5} y={top + 14} class={isFirstLeft ? 'before' : ''}>
            {firstText}
          </text>
        </g>
      )}
    </g>
  )
}

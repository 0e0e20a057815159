import type { JSX } from 'preact'
import type { CallSummary } from '../../src/api/index.ts'
import { isFailed } from '../../src/calls/is-failed.ts'

const WIDTH = 100

/** A call in small: how long it took, to the scale of the list, with the wait for the first token apart from what came after. */
export function CallBar({ call, scale }: { call: CallSummary; scale: number }): JSX.Element {
  const toX = (seconds: number): number => Math.min(WIDTH, (seconds / scale) * WIDTH)
  const end = Math.max(0.8, toX(call.durationSeconds))
  const first = call.timeToFirstToken === null ? end : toX(call.timeToFirstToken)
  return (
    <svg class={isFailed(call) ? 'call-bar failed' : 'call-bar'} viewBox={`0 0 ${WIDTH} 10`} preserveAspectRatio="none" aria-hidden="true">
      <rect class="wait" x="0" y="3.5" width={Math.min(first, end)} height="3" />
      {first < end && <rect class="flow" x={first} y="1" width={end - first} height="8" />}
      {call.durationSeconds > scale && <path class="beyond" d="M96 0 L100 5 L96 10" />}
    </svg>
  )
}

/** Seconds at the right edge of the bars: most of what is seen fits, an outlier does not squeeze the rest. */
export function barScale(calls: readonly CallSummary[]): number {
  const seconds = calls.map(({ durationSeconds }) => durationSeconds).sort((a, b) => a - b)
  const most = seconds[Math.floor(seconds.length * 0.95)] ?? 1
  return Math.max(0.01, most * 1.05)
}

import type { JSX } from 'preact'
import { memo } from 'preact/compat'
import type { CallSummary } from '../../src/api/index.ts'
import { formatMoment } from '../format/clock.ts'
import { formatDuration } from '../format/duration.ts'
import { formatCost, formatCount, formatRate } from '../format/number.ts'
import { callKey, callPath } from '../routing/route.ts'
import { Text } from '../text/text.tsx'
import { CallBar } from './call-bar.tsx'
import { OutcomeMark, VerdictMark } from './outcome-mark.tsx'

export interface CallRowProps {
  readonly call: CallSummary
  /** Counted from 1, the head included. */
  readonly place: number
  readonly scale: number
  readonly isSelected: boolean
  /** Whether the tab key stops here: one row of the list has it. */
  readonly isStop: boolean
  readonly isMarked: boolean
}

const NAME_LIMIT = 200
/** The operation that need not be said. */
const USUAL = 'chat'

/** One call of the list. Its link is what the keyboard moves to. */
export const CallRow = memo(({ call, place, scale, isSelected, isStop, isMarked }: CallRowProps): JSX.Element => {
  const classes = `${isSelected ? 'selected ' : ''}${isMarked ? 'marked' : ''}`
  const [time, fraction] = splitFraction(formatMoment(call.startMs))
  return (
    <tr aria-rowindex={place} class={classes} data-key={callKey(call)}>
      <td class="when">
        {time}
        <span class="fraction">{fraction}</span>
      </td>
      <td class="what">
        <a href={callPath(call)} tabIndex={isStop ? 0 : -1} aria-current={isMarked ? 'true' : undefined}>
          <Text value={call.model ?? call.name} limit={NAME_LIMIT} />
        </a>{' '}
        <span class="soft">
          <Text value={call.operation === USUAL ? '' : (call.operation ?? '')} limit={40} />
        </span>
      </td>
      <td class="state">
        {call.verdict === 'breached' && call.outcome === 'completed' && <span class="mark bad late">late</span>}
        <OutcomeMark call={call} />
      </td>
      <td class="bar">
        <CallBar call={call} scale={scale} />
      </td>
      <td class="number">{formatDuration(call.durationSeconds)}</td>
      <td class="number first">{formatDuration(call.timeToFirstToken)}</td>
      <td class="number rate">{formatRate(call.tokensPerSecond)}</td>
      <td class="number tokens">
        {call.inputTokens === null && call.outputTokens === null
          ? '–'
          : `${formatCount(call.inputTokens)} → ${formatCount(call.outputTokens)}`}
      </td>
      <td class="number trouble">
        <span class="warn">{troubleOf(call)}</span>
      </td>
      <td class="number cost">{formatCost(call.cost, call.currency)}</td>
      <td class="verdict">
        <VerdictMark call={call} withReason />
      </td>
    </tr>
  )
})

function troubleOf({ stallCount, attemptCount }: CallSummary): string {
  const stalls = stallCount === 0 ? '' : stallCount === 1 ? '1 stall' : `${stallCount} stalls`
  const retries = attemptCount <= 1 ? '' : attemptCount === 2 ? '1 retry' : `${attemptCount - 1} retries`
  return [stalls, retries].filter((part) => part !== '').join(' ')
}

/** The milliseconds apart: a narrow screen has no room for them. */
function splitFraction(moment: string): readonly [string, string] {
  const dot = moment.lastIndexOf('.')
  return [moment.slice(0, dot), moment.slice(dot)]
}

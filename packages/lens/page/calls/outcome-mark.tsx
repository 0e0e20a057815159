import type { JSX } from 'preact'
import type { CallSummary } from '../../src/api/index.ts'
import { isFailed } from '../../src/calls/is-failed.ts'
import { toPlainText } from '../text/split-controls.ts'
import { Text } from '../text/text.tsx'

/** How a call ended, in a word and a colour: `completed` stays quiet. */
export function OutcomeMark({ call }: { call: Pick<CallSummary, 'outcome' | 'errorType'> }): JSX.Element {
  const tone = call.outcome === 'completed' ? 'quiet' : isFailed(call) ? 'bad' : 'warn'
  const said = call.outcome === 'error' && call.errorType !== null ? call.errorType : call.outcome
  return (
    <span class={`mark ${tone}`} title={toPlainText(said)}>
      {call.outcome === 'completed' ? 'ok' : <Text value={said} limit={120} />}
    </span>
  )
}

interface VerdictMarkProps {
  readonly call: Pick<CallSummary, 'verdict' | 'violation'>
  /** The target that was missed, in place of the word that one was. */
  readonly withReason?: boolean
}

/** The SLA's verdict; nothing where there is none. */
export function VerdictMark({ call, withReason = false }: VerdictMarkProps): JSX.Element | null {
  if (call.verdict === null) return null
  const reason = withReason ? reasonOf(call.violation ?? '') : undefined
  return call.verdict === 'met' ? (
    <span class="mark good">met</span>
  ) : (
    <span class="mark bad" title={toPlainText(`breached ${call.violation ?? ''}`.trim())}>
      {reason === undefined ? 'breached' : <span class="unseen">breached: </span>}
      {reason}
    </span>
  )
}

/** The missed target in a word or two. */
function reasonOf(violation: string): string | undefined {
  if (violation === 'error_rate') return 'errors'
  if (violation === 'time_to_first_token') return 'first token'
  const quantile = /^response_time_(p\d+(?:_\d+)?)$/.exec(violation)?.[1]
  return quantile === undefined ? undefined : `${quantile.replace('_', '.')} time`
}

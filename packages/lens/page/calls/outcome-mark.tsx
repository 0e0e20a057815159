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

/** The SLA's verdict; nothing where there is none. */
export function VerdictMark({ call }: { call: Pick<CallSummary, 'verdict' | 'violation'> }): JSX.Element | null {
  if (call.verdict === null) return null
  return call.verdict === 'met' ? (
    <span class="mark good">met</span>
  ) : (
    <span class="mark bad" title={toPlainText(call.violation ?? '')}>
      breached
    </span>
  )
}

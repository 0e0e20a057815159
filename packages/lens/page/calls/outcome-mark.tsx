import type { JSX } from 'preact'
import type { CallSummary } from '../../src/api/index.ts'

/** How a call ended, in a word and a colour: `completed` stays quiet. */
export function OutcomeMark({ call }: { call: Pick<CallSummary, 'outcome' | 'errorType'> }): JSX.Element {
  const tone = call.outcome === 'completed' ? 'quiet' : call.outcome === 'error' || call.outcome === 'timeout' ? 'bad' : 'warn'
  const said = call.outcome === 'error' && call.errorType !== null ? call.errorType : call.outcome
  return (
    <span class={`mark ${tone}`} title={said}>
      {call.outcome === 'completed' ? 'ok' : said}
    </span>
  )
}

/** The SLA's verdict; nothing where there is none. */
export function VerdictMark({ call }: { call: Pick<CallSummary, 'verdict' | 'violation'> }): JSX.Element | null {
  if (call.verdict === null) return null
  return call.verdict === 'met' ? (
    <span class="mark good">met</span>
  ) : (
    <span class="mark bad" title={call.violation ?? ''}>
      breached
    </span>
  )
}

import type { JSX } from 'preact'
import { formatCount } from '../format/number.ts'
import { callPath } from '../routing/route.ts'
import type { CallList } from './call-list.ts'
import { MAX_CALLS } from './merge-calls.ts'
import { marked } from './selection.ts'

/** What stands above the list: how many there are, whether they come in live, what is marked, what went wrong. */
export function CallsHead({ list, shown }: { list: CallList; shown: number }): JSX.Element {
  const total = list.total.value
  const problem = list.problem.value
  return (
    <div class="calls-head">
      <p class="count">
        {total === null ? 'Loading …' : `${formatCount(total)} ${total === 1 ? 'call' : 'calls'}`}
        {total !== null && total > shown && shown >= MAX_CALLS && (
          <span class="soft"> · the newest {formatCount(MAX_CALLS)} are listed; narrow them down for older ones</span>
        )}
      </p>
      {marked.value !== null && (
        <p class="marking">
          Comparing with <a href={callPath(marked.value)}>{marked.value.traceId.slice(0, 8)}</a>: choose the other call with <kbd>j</kbd>{' '}
          <kbd>k</kbd>, then <kbd>c</kbd>{' '}
          <button type="button" class="quiet" onClick={() => (marked.value = null)}>
            Cancel
          </button>
        </p>
      )}
      {problem !== null && (
        <p class="problem" role="alert">
          {problem.message}
        </p>
      )}
      <button type="button" class="quiet pause" aria-pressed={list.paused.value} title="Press p" onClick={() => list.togglePause()}>
        {list.paused.value ? `Resume${list.missed.value > 0 ? ` (${formatCount(list.missed.value)} new)` : ''}` : 'Pause'}
      </button>
    </div>
  )
}

import type { JSX } from 'preact'
import type { CallDetail } from '../../src/api/index.ts'
import { OutcomeMark, VerdictMark } from '../calls/outcome-mark.tsx'
import { formatMoment } from '../format/clock.ts'
import { listPath } from '../routing/navigation.ts'
import { Text } from '../text/text.tsx'

/** What it is, how it ended, and what can be done with it. */
export function CallHeading({ detail, onCompare }: { detail: CallDetail; onCompare: () => void }): JSX.Element {
  const { summary, status, jaegerUrl, finishReasons } = detail
  const { traceId, spanId } = summary
  return (
    <header class="call-heading">
      <p class="crumb">
        <a href={listPath()}>← Calls</a>
      </p>
      <h1 tabIndex={-1}>
        <Text value={summary.model ?? summary.name} limit={300} />{' '}
        <span class="soft">
          <Text value={summary.operation ?? ''} limit={60} />
        </span>
      </h1>
      <p class="facts">
        <OutcomeMark call={summary} /> <VerdictMark call={summary} />
        {summary.violation !== null && (
          <span class="bad">
            <Text value={summary.violation.replaceAll('_', ' ')} limit={100} />
          </span>
        )}
        {finishReasons.length > 0 && (
          <span>
            finished: <Text value={finishReasons.join(', ')} limit={200} />
          </span>
        )}
        <span>{formatMoment(summary.startMs)}</span>
        {summary.provider !== null && (
          <span>
            <Text value={summary.provider} limit={60} />
          </span>
        )}
        {summary.service !== null && (
          <span>
            <Text value={summary.service} limit={100} />
          </span>
        )}
        <code class="id" title="Trace id">
          {traceId}
        </code>
      </p>
      {status.message !== null && status.message !== '' && (
        <p class="problem">
          <Text value={status.message} limit={2000} />
        </p>
      )}
      <div class="actions">
        <button type="button" onClick={onCompare} title="Press c">
          Compare
        </button>
        <a class="button" href={`/api/calls/${traceId}/${spanId}/export`} download={`trace-${traceId}.json`}>
          Export JSON
        </a>
        {jaegerUrl !== null && /^https?:/.test(jaegerUrl) && (
          <a class="button" href={jaegerUrl} target="_blank" rel="noreferrer noopener">
            Jaeger ↗
          </a>
        )}
      </div>
    </header>
  )
}

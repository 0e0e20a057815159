import type { JSX } from 'preact'
import type { CallDetail, SpanSummary } from '../../src/api/index.ts'
import { formatDuration } from '../format/duration.ts'
import { callPath } from '../routing/route.ts'
import { Text } from '../text/text.tsx'

const MAX_SPANS = 300
const MAX_INDENT = 12

/** The trace as a tree, each span to the scale of the whole. */
export function SpanTree({ detail }: { detail: CallDetail }): JSX.Element {
  const { spans, summary } = detail
  const from = Math.min(0, ...spans.map(({ offset }) => offset))
  const to = Math.max(summary.durationSeconds, ...spans.map(({ offset, durationSeconds }) => offset + durationSeconds))
  const here = Math.max(
    0,
    spans.findIndex(({ spanId }) => spanId === summary.spanId),
  )
  const start = Math.max(0, Math.min(here - MAX_SPANS / 2, spans.length - MAX_SPANS))
  const shown = spans.slice(start, start + MAX_SPANS)
  return (
    <>
      <table class="tree" aria-label="Spans of the trace">
        <colgroup>
          <col class="name" />
          <col />
          <col class="took" />
        </colgroup>
        <thead class="unseen">
          <tr>
            <th scope="col">Span</th>
            <th scope="col">When</th>
            <th scope="col">Took</th>
          </tr>
        </thead>
        <tbody>
          {shown.map((span) => (
            <tr key={span.spanId} class={span.spanId === summary.spanId ? 'here' : ''}>
              <td class="span-name">
                <span class="indent" style={{ width: `${Math.min(span.depth, MAX_INDENT) * 14}px` }} />
                <SpanName span={span} detail={detail} />
              </td>
              <td class="span-bar">
                <svg viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true">
                  <rect
                    class={span.failed ? 'failed' : ''}
                    x={((span.offset - from) / (to - from || 1)) * 100}
                    y="2.5"
                    width={Math.max(0.7, (span.durationSeconds / (to - from || 1)) * 100)}
                    height="5"
                  />
                </svg>
              </td>
              <td class="number">{formatDuration(span.durationSeconds)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {spans.length > shown.length && (
        <p class="note soft">
          {spans.length} spans; {shown.length} around this call are shown. Export the trace for all of them.
        </p>
      )}
    </>
  )
}

function SpanName({ span, detail }: { span: SpanSummary; detail: CallDetail }): JSX.Element {
  const { traceId, spanId } = detail.summary
  const name = <Text value={span.name} limit={200} />
  return (
    <>
      {span.isCall && span.spanId !== spanId ? <a href={callPath({ traceId, spanId: span.spanId })}>{name}</a> : <span>{name}</span>}
      {span.spanId === spanId && <span class="unseen"> (this call)</span>}
      {span.failed && <span class="bad"> failed</span>}
      {span.service !== null && span.service !== detail.summary.service && (
        <span class="soft">
          {' '}
          <Text value={span.service} limit={60} />
        </span>
      )}
      {span.parentMissing && (
        <span class="warn" title="Its parent is named but was not received">
          {' '}
          no parent
        </span>
      )}
    </>
  )
}

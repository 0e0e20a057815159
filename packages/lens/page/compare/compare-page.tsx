import type { JSX } from 'preact'
import { useState } from 'preact/hooks'
import type { CallDetail } from '../../src/api/index.ts'
import { CallMissing } from '../call/call-missing.tsx'
import { OutcomeMark, VerdictMark } from '../calls/outcome-mark.tsx'
import { marked } from '../calls/selection.ts'
import { formatMoment } from '../format/clock.ts'
import { formatDuration } from '../format/duration.ts'
import { type CallId, callPath, comparePath } from '../routing/route.ts'
import { useFetched } from '../server/use-fetched.ts'
import { Text } from '../text/text.tsx'
import type { Domain } from '../timeline/time-axis.ts'
import { Timeline } from '../timeline/timeline.tsx'
import { wholeDomain } from '../timeline/timeline-layout.ts'
import { ZoomTools } from '../timeline/zoom-tools.tsx'
import { toDifferences } from './differences.ts'

const CURVE_HEIGHT = 92

/** Two calls on one axis, and what differs. */
export function ComparePage({ a, b }: { a: CallId; b: CallId }): JSX.Element {
  const first = useFetched<CallDetail>(`/api/calls/${a.traceId}/${a.spanId}`)
  const second = useFetched<CallDetail>(`/api/calls/${b.traceId}/${b.spanId}`)
  if (first.problem !== null && first.answer === null) return <CallMissing problem={first.problem} id={a} />
  if (second.problem !== null && second.answer === null) return <CallMissing problem={second.problem} id={b} />
  if (first.answer === null || second.answer === null) {
    return (
      <div class="empty">
        <h1 tabIndex={-1}>Compare</h1>
        <p>Loading …</p>
      </div>
    )
  }
  return <Comparison a={first.answer} b={second.answer} />
}

function Comparison({ a, b }: { a: CallDetail; b: CallDetail }): JSX.Element {
  const all: Domain = { from: 0, to: Math.max(wholeDomain(a).to, wholeDomain(b).to) }
  const [domain, setDomain] = useState(all)
  const longer = a.summary.durationSeconds >= b.summary.durationSeconds ? 'A' : 'B'
  const gap = Math.abs(a.summary.durationSeconds - b.summary.durationSeconds)
  return (
    <article class="compare">
      <header class="call-heading">
        <h1 tabIndex={-1}>Compare</h1>
        <p class="facts">
          {gap === 0 ? 'Both took as long.' : `${longer} took ${formatDuration(gap)} longer.`} Both start at 0 of one axis.
        </p>
        <div class="actions">
          <a class="button" href={comparePath(b.summary, a.summary)}>
            Swap
          </a>
          <a class="button" href="/" onClick={() => (marked.value = a.summary)}>
            Another for B
          </a>
        </div>
      </header>
      <section class="hero" aria-labelledby="axis-title">
        <header>
          <h2 id="axis-title">One axis</h2>
          <ZoomTools all={all} domain={domain} onDomain={setDomain} />
        </header>
        <Side letter="A" detail={a} all={all} domain={domain} onDomain={setDomain} />
        <Side letter="B" detail={b} all={all} domain={domain} onDomain={setDomain} />
      </section>
      <section>
        <h2>What differs</h2>
        <table class="plain differences">
          <thead>
            <tr>
              <th scope="col">Figure</th>
              <th scope="col" class="number">
                A
              </th>
              <th scope="col" class="number">
                B
              </th>
              <th scope="col" class="number">
                B against A
              </th>
            </tr>
          </thead>
          <tbody>
            {toDifferences(a, b).map(({ name, a: left, b: right, change, tone }) => (
              <tr key={name}>
                <th scope="row">{name}</th>
                <td class="number">{left}</td>
                <td class="number">{right}</td>
                <td class={`number ${change === 'same' ? 'soft' : tone}`}>{change}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </article>
  )
}

interface SideProps {
  readonly letter: string
  readonly detail: CallDetail
  readonly all: Domain
  readonly domain: Domain
  readonly onDomain: (domain: Domain) => void
}

function Side({ letter, detail, all, domain, onDomain }: SideProps): JSX.Element {
  const { summary } = detail
  return (
    <div class="side">
      <h3>
        <span class="letter">{letter}</span>{' '}
        <a href={callPath(summary)}>
          <Text value={summary.model ?? summary.name} limit={100} />
        </a>{' '}
        <OutcomeMark call={summary} /> <VerdictMark call={summary} /> <span class="soft when">{formatMoment(summary.startMs)}</span>{' '}
        <code class="soft">{summary.traceId.slice(0, 8)}</code>
      </h3>
      <Timeline detail={detail} all={all} domain={domain} onDomain={onDomain} curveHeight={CURVE_HEIGHT} />
    </div>
  )
}

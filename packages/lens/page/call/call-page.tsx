import type { JSX } from 'preact'
import { useEffect, useState } from 'preact/hooks'
import type { CallDetail } from '../../src/api/index.ts'
import { marked } from '../calls/selection.ts'
import { listPath, navigate } from '../routing/navigation.ts'
import { type CallId, callKey, comparePath } from '../routing/route.ts'
import { onLive } from '../server/live.ts'
import { useFetched } from '../server/use-fetched.ts'
import { announce } from '../shell/announce.ts'
import { useKeys } from '../shell/use-keys.ts'
import type { Domain } from '../timeline/time-axis.ts'
import { Timeline } from '../timeline/timeline.tsx'
import { wholeDomain } from '../timeline/timeline-layout.ts'
import { ZoomTools } from '../timeline/zoom-tools.tsx'
import { AttributeTable } from './attribute-table.tsx'
import { CallHeading } from './call-heading.tsx'
import { CallMissing } from './call-missing.tsx'
import { ContentPanel } from './content-panel.tsx'
import { EventsPanel } from './events-panel.tsx'
import { KeyFigures } from './key-figures.tsx'
import { LogsPanel } from './logs-panel.tsx'
import { SpanTree } from './span-tree.tsx'
import { SplitBar } from './split-bar.tsx'
import { UsageTable } from './usage-table.tsx'

/** In a flood of calls a page asks again this often, not more. */
const AGAIN_MS = 500

/** One call with all that is known of it. Fetched again when the lens hears more of it. */
export function CallPage({ id }: { id: CallId }): JSX.Element {
  const [again, setAgain] = useState(0)
  const { answer, problem } = useFetched<CallDetail>(`/api/calls/${id.traceId}/${id.spanId}`, { again })
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined
    const stop = onLive(({ calls, reset }) => {
      if (timer !== undefined || !(reset || calls.some(({ traceId }) => traceId === id.traceId))) return
      timer = setTimeout(() => {
        timer = undefined
        setAgain((count) => count + 1)
      }, AGAIN_MS)
    })
    return () => {
      stop()
      clearTimeout(timer)
    }
  }, [id.traceId])
  if (answer !== null) return <Call detail={answer} isGone={problem?.status === 404} />
  if (problem !== null) return <CallMissing problem={problem} id={id} />
  return (
    <div class="empty">
      <h1 tabIndex={-1}>Call</h1>
      <p>Loading …</p>
    </div>
  )
}

function Call({ detail, isGone }: { detail: CallDetail; isGone: boolean }): JSX.Element {
  const all = wholeDomain(detail)
  const [chosen, setChosen] = useState<Domain | null>(null)
  const domain = chosen === null || chosen.to > all.to ? all : chosen
  const onDomain = (next: Domain): void => setChosen(next.to - next.from >= (all.to - all.from) * 0.999 ? null : next)
  const compare = (): void => {
    const other = marked.peek()
    if (other !== null && callKey(other) !== callKey(detail.summary)) navigate(comparePath(other, detail.summary))
    else {
      marked.value = detail.summary
      announce('Choose the call to compare it with, and press c.')
      navigate(listPath())
    }
  }
  useKeys({ c: compare })
  return (
    <article class="call">
      <CallHeading detail={detail} onCompare={compare} />
      {isGone && (
        <p class="note warn">
          The lens no longer holds this call: it made room for newer ones, or the lens was started again. It stays here until you leave.
        </p>
      )}
      <KeyFigures detail={detail} />
      <section class="hero" aria-labelledby="timeline-title">
        <header>
          <h2 id="timeline-title">Time line</h2>
          <ZoomTools all={all} domain={domain} onDomain={onDomain} />
        </header>
        <Timeline detail={detail} all={all} domain={domain} onDomain={onDomain} />
        <SplitBar detail={detail} />
      </section>
      <div class="columns">
        <section>
          <h2>Usage and cost</h2>
          <UsageTable detail={detail} />
        </section>
        <section>
          <h2>Trace</h2>
          {detail.clockSkew && (
            <p class="note warn">Clocks of this trace disagree: where spans stand to each other is not to be relied on.</p>
          )}
          <SpanTree detail={detail} />
        </section>
      </div>
      {detail.content !== null && <ContentPanel content={detail.content} />}
      <EventsPanel events={detail.events} />
      {detail.logs.length > 0 && <LogsPanel logs={detail.logs} />}
      <details open>
        <summary>
          <h2>Attributes</h2> <span class="soft">{Object.keys(detail.attributes).length}</span>
        </summary>
        <AttributeTable attributes={detail.attributes} />
      </details>
      <details>
        <summary>
          <h2>Resource and scope</h2>
        </summary>
        <AttributeTable attributes={{ ...detail.resource, scope: `${detail.scope.name} ${detail.scope.version ?? ''}`.trim() }} />
      </details>
    </article>
  )
}

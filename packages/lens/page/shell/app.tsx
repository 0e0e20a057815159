import type { JSX } from 'preact'
import { useEffect, useRef } from 'preact/hooks'
import { CallPage } from '../call/call-page.tsx'
import { CallsPage } from '../calls/calls-page.tsx'
import { ComparePage } from '../compare/compare-page.tsx'
import { GpuPage } from '../gpu/gpu-page.tsx'
import { OverviewPage } from '../overview/overview-page.tsx'
import { listPath, navigate, route } from '../routing/navigation.ts'
import { callKey, type Route } from '../routing/route.ts'
import { Announcer } from './announcer.tsx'
import { DropTarget } from './drop-target.tsx'
import { HelpDialog, helpOpen } from './help-dialog.tsx'
import { nextTheme } from './theme.ts'
import { TopBar } from './top-bar.tsx'
import { useKeys } from './use-keys.ts'

/** The frame that stays, and the page that the address names. */
export function App(): JSX.Element {
  const here = route.value
  const main = useRef<HTMLElement>(null)
  const isFirst = useRef(true)
  const name = nameOf(here)
  const place = JSON.stringify(here)
  useEffect(() => {
    document.title = `${name} · Tokenscope lens`
    // A screen reader starts to read at the new page's heading; not on load, where the browser does it.
    if (!isFirst.current && !(document.activeElement instanceof HTMLInputElement)) {
      main.current?.querySelector<HTMLElement>('h1')?.focus({ preventScroll: true })
    }
    // The list keeps its own place; every other page begins at its top.
    main.current?.scrollTo(0, 0)
    isFirst.current = false
  }, [place])
  useKeys({
    '?': () => (helpOpen.value = true),
    t: nextTheme,
    u: () => navigate(listPath()),
    '1': () => navigate(listPath()),
    '2': () => navigate('/overview'),
    '3': () => navigate('/gpu'),
  })
  return (
    <>
      <TopBar />
      <main id="main" ref={main} class={`page-${here.page}`} tabIndex={-1}>
        <Page route={here} />
      </main>
      <Announcer />
      <HelpDialog />
      <DropTarget />
    </>
  )
}

function Page({ route: here }: { route: Route }): JSX.Element {
  switch (here.page) {
    case 'calls':
      return <CallsPage />
    case 'call':
      return <CallPage key={callKey(here.id)} id={here.id} />
    case 'compare':
      return <ComparePage key={callKey(here.a) + callKey(here.b)} a={here.a} b={here.b} />
    case 'overview':
      return <OverviewPage />
    case 'gpu':
      return <GpuPage />
    case 'unknown':
      return (
        <div class="empty">
          <h1 tabIndex={-1}>No such page</h1>
          <p>
            There is nothing at this address. <a href="/">All calls</a>
          </p>
        </div>
      )
  }
}

function nameOf(here: Route): string {
  switch (here.page) {
    case 'calls':
      return 'Calls'
    case 'call':
      return `Call ${here.id.traceId.slice(0, 8)}`
    case 'compare':
      return `Compare ${here.a.traceId.slice(0, 8)} and ${here.b.traceId.slice(0, 8)}`
    case 'overview':
      return 'Overview'
    case 'gpu':
      return 'GPU'
    case 'unknown':
      return 'No such page'
  }
}

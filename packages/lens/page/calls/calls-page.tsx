import type { JSX } from 'preact'
import { useEffect, useLayoutEffect, useMemo, useRef } from 'preact/hooks'
import { formatCount } from '../format/number.ts'
import { navigate, query } from '../routing/navigation.ts'
import { callKey, callPath, comparePath } from '../routing/route.ts'
import { onLive } from '../server/live.ts'
import { announce, announceQuietly } from '../shell/announce.ts'
import { useKeys } from '../shell/use-keys.ts'
import { useWindow } from '../table/use-window.ts'
import { barScale } from './call-bar.tsx'
import { isNarrowed, readFilters } from './call-filters.ts'
import { createCallList } from './call-list.ts'
import { CallRow } from './call-row.tsx'
import { CallsEmpty } from './calls-empty.tsx'
import { CallsHead } from './calls-head.tsx'
import { FilterBar } from './filter-bar.tsx'
import { MAX_CALLS } from './merge-calls.ts'
import { marked, selectedKey } from './selection.ts'

const ROW_HEIGHT = 30
const SETTLE_MS = 180

const list = createCallList()
let scrollTop = 0

/** The list of calls, live. Only the rows that can be seen are in the document. */
export function CallsPage(): JSX.Element {
  const filters = readFilters(query.value)
  const search = query.value.toString()
  const box = useRef<HTMLDivElement>(null)
  const calls = list.calls.value
  const total = list.total.value
  const rows = Math.min(Math.max(total ?? 0, calls.length), MAX_CALLS)
  const { from, to, scrollTo } = useWindow(box, { rows, rowHeight: ROW_HEIGHT })
  const visible = calls.slice(from, to)
  const scale = useMemo(() => barScale(calls.slice(0, 500)), [calls])

  useEffect(() => {
    const timer = setTimeout(
      async () => {
        await list.load(readFilters(new URLSearchParams(search)))
        const total = list.total.peek()
        if (search !== '') announceQuietly(`${formatCount(total)} ${total === 1 ? 'call matches' : 'calls match'}.`)
      },
      list.total.peek() === null ? 0 : SETTLE_MS,
    )
    return () => clearTimeout(timer)
  }, [search])
  useEffect(() => {
    void list.loadChoices()
    const stop = onLive(list.takeIn)
    if (box.current !== null) box.current.scrollTop = scrollTop
    return stop
  }, [])
  // Who reads further down is not moved by what comes in above.
  useLayoutEffect(() => {
    const down = list.takePushedDown()
    if (box.current !== null && down > 0 && box.current.scrollTop > ROW_HEIGHT) box.current.scrollTop += down * ROW_HEIGHT
  }, [calls])
  useEffect(() => {
    if (to > calls.length - 50 && calls.length < rows) void list.loadMore()
  }, [to, calls.length, rows])

  const index = calls.findIndex((call) => callKey(call) === selectedKey.value)
  const select = (place: number): void => {
    const call = calls[Math.max(0, Math.min(calls.length - 1, place))]
    if (call === undefined) return
    selectedKey.value = callKey(call)
    scrollTo(calls.indexOf(call))
    wantsFocus.current = true
  }
  const remember = (): void => {
    scrollTop = box.current?.scrollTop ?? 0
  }
  const wantsFocus = useRef(false)
  useLayoutEffect(() => {
    const link = wantsFocus.current ? box.current?.querySelector<HTMLElement>('tr.selected a') : null
    if (link === null || link === undefined) return
    wantsFocus.current = false
    link.focus({ preventScroll: true })
  })
  const mark = (): void => {
    const call = calls[index]
    if (call === undefined) return
    if (marked.value === null) {
      marked.value = call
      announce('Choose the call to compare it with, and press c again.')
    } else if (callKey(marked.value) === callKey(call)) marked.value = null
    else navigate(comparePath(marked.value, call))
  }
  useKeys({
    j: () => select(index + 1),
    k: () => select(index < 0 ? 0 : index - 1),
    g: () => select(0),
    G: () => select(calls.length - 1),
    o: () => calls[index] !== undefined && navigate(callPath(calls[index])),
    c: mark,
    p: () => list.togglePause(),
    '/': () => document.getElementById('search')?.focus(),
  })
  const stop = index >= from && index < to ? index : from
  return (
    <section class="calls">
      <h1 class="unseen" tabIndex={-1}>
        Calls
      </h1>
      <FilterBar filters={filters} choices={list.choices.value} onDone={() => select(0)} />
      <CallsHead list={list} shown={rows} />
      <div class="rows" ref={box} tabIndex={calls.length === 0 ? -1 : 0} onScroll={remember}>
        {calls.length === 0 && total !== null ? (
          <CallsEmpty isNarrowed={isNarrowed(filters)} />
        ) : (
          <table aria-rowcount={rows + 1} aria-label="Calls, newest first">
            <thead>
              <tr aria-rowindex={1}>
                <th scope="col" class="when">
                  Time
                </th>
                <th scope="col" class="what">
                  Model
                </th>
                <th scope="col" class="state">
                  Outcome
                </th>
                <th scope="col" class="bar">
                  First token, answer
                </th>
                <th scope="col" class="number">
                  Took
                </th>
                <th scope="col" class="number first">
                  First token
                </th>
                <th scope="col" class="number rate">
                  Tokens/s
                </th>
                <th scope="col" class="number tokens">
                  Tokens in → out
                </th>
                <th scope="col" class="number trouble">
                  Stalls, retries
                </th>
                <th scope="col" class="number cost">
                  Cost
                </th>
                <th scope="col" class="verdict">
                  SLA
                </th>
              </tr>
            </thead>
            <tbody>
              <Space rows={from} />
              {visible.map((call, row) => (
                <CallRow
                  key={callKey(call)}
                  call={call}
                  place={from + row + 2}
                  scale={scale}
                  isSelected={from + row === index}
                  isStop={from + row === stop}
                  isMarked={marked.value !== null && callKey(marked.value) === callKey(call)}
                />
              ))}
              <Space rows={rows - from - visible.length} />
            </tbody>
          </table>
        )}
      </div>
    </section>
  )
}

/** Stands for rows that are not in the document. */
function Space({ rows }: { rows: number }): JSX.Element | null {
  if (rows <= 0) return null
  return (
    <tr aria-hidden="true" class="space">
      <td style={{ height: `${rows * ROW_HEIGHT}px` }} />
    </tr>
  )
}

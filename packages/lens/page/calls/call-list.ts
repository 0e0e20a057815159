import { batch, signal } from '@preact/signals'
import type { CallPage, CallSummary, FilterChoices } from '../../src/api/index.ts'
import { getJson, ServerProblem } from '../server/get-json.ts'
import { type LiveBatch, lensStatus } from '../server/live.ts'
import { type CallFilters, matchesFilters, toQuery } from './call-filters.ts'
import { appendCalls, MAX_CALLS, mergeCalls } from './merge-calls.ts'

const FIRST_PAGE = 100
const NEXT_PAGE = 500
/** How long to wait before the list is fetched again after too much was missed: in a flood that is said many times a second. */
const REFRESH_MS = 700
/** While calls come in, what there is to choose from is asked again this often. */
const CHOICES_MS = 2_000

export type CallList = ReturnType<typeof createCallList>

/** The list of calls: what is loaded of it, kept up to date, bounded. One for the page's life, so that going back finds it as it was. */
// oxlint-disable-next-line typescript/explicit-function-return-type -- the signals' types say it
export function createCallList() {
  const calls = signal<readonly CallSummary[]>([])
  /** Calls that match, loaded or not. */
  const total = signal<number | null>(null)
  const problem = signal<ServerProblem | null>(null)
  const choices = signal<FilterChoices | null>(null)
  /** While paused, new calls are counted, not shown. */
  const paused = signal(false)
  const missed = signal(0)
  let pushedDown = 0
  let next: string | null = null
  let filters: CallFilters | undefined
  let loading: AbortController | undefined
  let isLoadingMore = false
  let isRefreshDue = false
  let isRefreshMissed = false
  let areChoicesDue = false

  async function load(wanted: CallFilters): Promise<void> {
    filters = wanted
    loading?.abort()
    const mine = new AbortController()
    loading = mine
    missed.value = 0
    try {
      const page = await getJson<CallPage>(`/api/calls?${toQuery(wanted, { limit: String(FIRST_PAGE) })}`, { signal: mine.signal })
      next = page.next
      batch(() => {
        calls.value = page.calls
        total.value = page.total
        problem.value = null
      })
    } catch (error) {
      if (!mine.signal.aborted) problem.value = asProblem(error)
    }
  }

  /** Fetches the newest and puts them on top of what is loaded; where calls between are missing, what is loaded goes. */
  async function refresh(): Promise<void> {
    const wanted = filters
    const signalOfThis = loading?.signal
    if (wanted === undefined) return
    const page = await getJson<CallPage>(`/api/calls?${toQuery(wanted, { limit: String(NEXT_PAGE) })}`).catch(() => undefined)
    if (paused.value) isRefreshMissed = true
    if (page === undefined || signalOfThis?.aborted === true || paused.value) return
    const oldest = page.calls.at(-1)?.startMs ?? 0
    const isGapless = page.next === null || (calls.value[0]?.startMs ?? 0) >= oldest
    const merged = mergeCalls(isGapless ? calls.value : [], page.calls, { matches: () => true, hasMore: false })
    if (!isGapless || calls.value.length === 0) next = page.next
    batch(() => {
      if (isGapless) pushedDown += Math.max(0, merged.added)
      // Without a next page this is all there is: what the lens let go goes here too.
      calls.value = page.next === null ? page.calls : merged.calls
      total.value = page.total
      problem.value = null
    })
  }

  function refreshSoon(): void {
    if (isRefreshDue) return
    isRefreshDue = true
    setTimeout(async () => {
      await refresh()
      isRefreshDue = false
    }, REFRESH_MS)
  }

  async function loadMore(): Promise<void> {
    const signalOfThis = loading?.signal
    if (next === null || isLoadingMore || filters === undefined || calls.value.length >= MAX_CALLS) return
    isLoadingMore = true
    try {
      const more = toQuery(filters, { limit: String(NEXT_PAGE), before: next })
      const page = await getJson<CallPage>(`/api/calls?${more}`, signalOfThis === undefined ? {} : { signal: signalOfThis })
      next = page.next
      calls.value = appendCalls(calls.value, page.calls)
    } catch (error) {
      if (signalOfThis?.aborted !== true) problem.value = asProblem(error)
    } finally {
      isLoadingMore = false
    }
  }

  async function loadChoices(): Promise<void> {
    choices.value = await getJson<FilterChoices>('/api/filters').catch(() => choices.value)
  }

  /** New models, services and errors become choices, and what is slow moves with what comes in. */
  function loadChoicesSoon(): void {
    if (areChoicesDue) return
    areChoicesDue = true
    setTimeout(async () => {
      await loadChoices()
      areChoicesDue = false
    }, CHOICES_MS)
  }

  function takeIn({ calls: incoming, reset }: LiveBatch): void {
    if (filters === undefined) return
    const wanted = filters
    const slowSeconds = choices.value?.slowSeconds ?? null
    const matches = (call: CallSummary): boolean => matchesFilters(call, wanted, slowSeconds)
    if (incoming.length > 0) loadChoicesSoon()
    if (paused.value) {
      missed.value += incoming.filter(matches).length
      isRefreshMissed ||= reset
      return
    }
    if (reset) refreshSoon()
    const merged = mergeCalls(calls.value, incoming, { matches, hasMore: next !== null })
    // What was cut can only be had by its cursor, which is gone: the foot of the list says so.
    if (merged.cut) next = null
    batch(() => {
      pushedDown += Math.max(0, merged.added)
      calls.value = merged.calls
      // The lens holds no more: where it is full, each new call took the place of an old one.
      total.value = Math.min((total.value ?? 0) + merged.added, lensStatus.peek()?.bounds.calls ?? Number.POSITIVE_INFINITY)
    })
  }

  function togglePause(): void {
    paused.value = !paused.value
    if (paused.value || (missed.value === 0 && !isRefreshMissed)) return
    missed.value = 0
    isRefreshMissed = false
    void refresh()
  }

  /** Rows put in above what was there, since it was asked last: who has scrolled down stays where they were. */
  function takePushedDown(): number {
    const rows = pushedDown
    pushedDown = 0
    return rows
  }

  return { calls, total, problem, choices, paused, missed, takePushedDown, load, loadMore, loadChoices, takeIn, togglePause }
}

function asProblem(error: unknown): ServerProblem {
  return error instanceof ServerProblem ? error : new ServerProblem(0, String(error))
}

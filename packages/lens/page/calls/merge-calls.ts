import type { CallSummary } from '../../src/api/index.ts'
import { callKey } from '../routing/route.ts'

/** Calls that a page holds at most; older ones are left to the lens. */
export const MAX_CALLS = 10_000

export interface Merged {
  /** Newest first, at most {@link MAX_CALLS}. */
  readonly calls: readonly CallSummary[]
  /** Calls that were not there before, and those that no longer belong, in balance. */
  readonly added: number
  /** Whether older calls were let go. */
  readonly cut: boolean
}

/**
 * Puts new and changed calls into a list. A changed one that no longer matches is taken out; a new one that is older than all that is loaded is
 * left out while `hasMore`, because its page is not loaded yet.
 */
export function mergeCalls(
  calls: readonly CallSummary[],
  incoming: readonly CallSummary[],
  { matches, hasMore }: { readonly matches: (call: CallSummary) => boolean; readonly hasMore: boolean },
): Merged {
  const fresh = new Map(incoming.map((call) => [callKey(call), call]))
  const kept: CallSummary[] = []
  for (const call of calls) {
    const changed = fresh.get(callKey(call))
    if (changed === undefined) kept.push(call)
    else if (changed.startMs === call.startMs) {
      fresh.delete(callKey(call))
      if (matches(changed)) kept.push(changed)
    }
  }
  const oldest = hasMore ? (kept.at(-1)?.startMs ?? Number.NEGATIVE_INFINITY) : Number.NEGATIVE_INFINITY
  const added = [...fresh.values()].filter((call) => call.startMs >= oldest && matches(call)).sort(newestFirst)
  const all = mergeSorted(added, kept)
  return { calls: all.slice(0, MAX_CALLS), added: all.length - calls.length, cut: all.length > MAX_CALLS }
}

/** Appends a page of older calls; what is already there stays once. */
export function appendCalls(calls: readonly CallSummary[], older: readonly CallSummary[]): readonly CallSummary[] {
  const known = new Set(calls.map(callKey))
  return [...calls, ...older.filter((call) => !known.has(callKey(call)))].slice(0, MAX_CALLS)
}

function newestFirst(a: CallSummary, b: CallSummary): number {
  return b.startMs - a.startMs
}

function mergeSorted(a: readonly CallSummary[], b: readonly CallSummary[]): CallSummary[] {
  const all: CallSummary[] = []
  let taken = 0
  for (const call of b) {
    while (taken < a.length && a[taken]!.startMs >= call.startMs) all.push(a[taken++]!)
    all.push(call)
  }
  return all.concat(a.slice(taken))
}

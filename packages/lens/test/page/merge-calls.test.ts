import { describe, expect, it } from 'vitest'
import { matchesFilters, readFilters } from '../../page/calls/call-filters.ts'
import { appendCalls, MAX_CALLS, mergeCalls } from '../../page/calls/merge-calls.ts'
import type { CallSummary } from '../../src/api/index.ts'
import { madeCalls } from './stub/made-calls.ts'

const all = { matches: () => true, hasMore: false }
const times = (calls: readonly { readonly startMs: number }[]): number[] => calls.map(({ startMs }) => startMs)

describe('the list of calls that a page holds', () => {
  const [a, b, c] = madeCalls(3).map((call, index) => ({ ...call, startMs: 300 - index * 100 }))

  it('takes a new call in where it belongs by its start', () => {
    const merged = mergeCalls([a!, c!], [b!], all)
    expect(times(merged.calls)).toEqual([300, 200, 100])
    expect(merged).toMatchObject({ added: 1, cut: false })
  })

  it('replaces a call that changed, and lets it go when it no longer matches', () => {
    const changed = { ...b!, stallCount: 9 }
    expect(mergeCalls([a!, b!, c!], [changed], all).calls[1]).toBe(changed)
    const merged = mergeCalls([a!, b!, c!], [changed], { matches: ({ stallCount }) => stallCount < 9, hasMore: false })
    expect(times(merged.calls)).toEqual([300, 100])
    expect(merged.added).toBe(-1)
  })

  it('leaves out a call that is older than what is loaded, while older pages are still to come', () => {
    expect(mergeCalls([a!, b!], [c!], { matches: () => true, hasMore: true }).calls).toHaveLength(2)
    expect(mergeCalls([a!, b!], [c!], all).calls).toHaveLength(3)
  })

  it('holds 10,000 calls at most, however many come in', () => {
    const merged = mergeCalls(madeCalls(MAX_CALLS), [{ ...a!, traceId: 'ff'.repeat(16), startMs: Date.now() + 1_000 }], all)
    expect(merged.calls).toHaveLength(10_000)
    expect(merged.calls[0]?.traceId).toBe('ff'.repeat(16))
    expect(merged.cut).toBe(true)
  })

  it('holds a call once that is in two pages', () => {
    expect(times(appendCalls([a!, b!], [b!, c!]))).toEqual([300, 200, 100])
  })
})

describe('the filters of a page', () => {
  const [call] = madeCalls(1)
  const matches = (query: string, slowSeconds: number | null = null, outcome: CallSummary['outcome'] = 'timeout'): boolean =>
    matchesFilters(
      {
        ...call!,
        traceId: 'abc'.padEnd(32, '0'),
        model: 'Qwen3-4B',
        name: 'chat Qwen3-4B',
        outcome,
        durationSeconds: 3,
        stallCount: 0,
      },
      readFilters(new URLSearchParams(query)),
      slowSeconds,
    )

  it('judge a call as the lens does', () => {
    expect(matches('')).toBe(true)
    expect(matches('outcome=failed')).toBe(true)
    expect(matches('outcome=completed')).toBe(false)
    expect(matches('outcome=failed', null, 'cancelled')).toBe(false)
    expect(matches('q=ABC')).toBe(true)
    expect(matches('q=bc0')).toBe(false)
    expect(matches('q=qwen3')).toBe(true)
    expect(matches('stalled=1')).toBe(false)
    expect(matches('slow=1')).toBe(false)
    expect(matches('slow=1', 3)).toBe(true)
    expect(matches('slow=1', 3.1)).toBe(false)
  })
})

import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { KIND_BITS, Timeline } from '../src/index.ts'

const text = KIND_BITS.text
const tool = KIND_BITS.tool_call

describe('the time line of a stream', () => {
  it('gives each chunk a slot of its own while there is room', () => {
    const timeline = new Timeline(4)
    timeline.add(10, 0, text)
    timeline.add(15, 5, text)
    timeline.add(30, 15, tool)
    expect(timeline.slots()).toEqual([
      { firstMs: 10, lastMs: 10, index: 0, count: 1, kinds: text, maxGapMs: 0 },
      { firstMs: 15, lastMs: 15, index: 1, count: 1, kinds: text, maxGapMs: 5 },
      { firstMs: 30, lastMs: 30, index: 2, count: 1, kinds: tool, maxGapMs: 15 },
    ])
  })

  it('merges neighbours when it is full and keeps their longest gap and all their kinds', () => {
    const timeline = new Timeline(4)
    for (const [atMs, gapMs, kind] of [
      [1, 0, text],
      [2, 1, text],
      [9, 7, tool],
      [10, 1, text],
      [11, 1, text],
    ] as const) {
      timeline.add(atMs, gapMs, kind)
    }
    expect(timeline.slots()).toEqual([
      { firstMs: 1, lastMs: 2, index: 0, count: 2, kinds: text, maxGapMs: 1 },
      { firstMs: 9, lastMs: 10, index: 2, count: 2, kinds: text | tool, maxGapMs: 7 },
      { firstMs: 11, lastMs: 11, index: 4, count: 1, kinds: text, maxGapMs: 1 },
    ])
  })

  it('stays within its capacity, in order, and loses no chunk, for any stream', () => {
    const gap = fc.record({ gapMs: fc.integer({ min: 0, max: 1000 }), kind: fc.constantFrom(text, tool, KIND_BITS.reasoning) })
    fc.assert(
      fc.property(fc.array(gap, { maxLength: 2000 }), fc.integer({ min: 1, max: 40 }), (gaps, half) => {
        const timeline = new Timeline(half * 2)
        let nowMs = 0
        for (const { gapMs, kind } of gaps) {
          nowMs += gapMs
          timeline.add(nowMs, gapMs, kind)
        }
        const slots = timeline.slots()
        expect(slots.length).toBeLessThanOrEqual(half * 2)
        expect(slots.reduce((sum, slot) => sum + slot.count, 0)).toBe(gaps.length)
        let index = 0
        let lastMs = 0
        for (const slot of slots) {
          expect(slot.index).toBe(index)
          expect(slot.firstMs).toBeGreaterThanOrEqual(lastMs)
          expect(slot.lastMs).toBeGreaterThanOrEqual(slot.firstMs)
          index += slot.count
          lastMs = slot.lastMs
        }
        expect(slots.at(-1)?.lastMs ?? 0).toBe(nowMs)
        expect(Math.max(0, ...slots.map((slot) => slot.maxGapMs))).toBe(Math.max(0, ...gaps.map(({ gapMs }) => gapMs)))
      }),
      { numRuns: 200 },
    )
  })

  it('uses at least half of its slots once it has been full, so that a long stream keeps its detail', () => {
    const timeline = new Timeline(64)
    for (let i = 0; i < 200_000; i++) timeline.add(i, 1, text)
    expect(timeline.slots().length).toBeGreaterThanOrEqual(32)
    expect(timeline.slots().length).toBeLessThanOrEqual(64)
  })
})

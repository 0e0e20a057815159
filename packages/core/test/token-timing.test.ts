import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { KIND_BITS, MAX_KEPT_STALLS, TokenTiming } from '../src/index.ts'

const text = KIND_BITS.text

describe('token timing', () => {
  it('keeps the first chunk apart from the first chunk with content', () => {
    const timing = new TokenTiming(100, 64, 1000)
    timing.add(150, 100, 0, 0)
    timing.add(180, 151, text, 0)
    timing.add(200, 181, text, 0)
    timing.add(210, 201, 0, 0)
    expect(timing).toMatchObject({
      firstChunkMs: 150,
      firstTokenMs: 180,
      lastTokenMs: 200,
      lastChunkMs: 210,
      chunkCount: 4,
      contentChunkCount: 2,
    })
  })

  it('calls a wait of the threshold a stall, and one just below it not', () => {
    const timing = new TokenTiming(0, 64, 1000)
    timing.add(10, 0, text, 0)
    timing.add(1009, 10, text, 0)
    expect(timing.stallCount).toBe(0)
    timing.add(2009, 1009, text, 0)
    expect(timing.stallCount).toBe(1)
    expect(timing.stalls).toEqual([{ atMs: 1009, durationMs: 1000 }])
  })

  it('does not blame the server for the time that the consumer held the stream', () => {
    const timing = new TokenTiming(0, 64, 1000)
    timing.add(10, 0, text, 0)
    timing.add(5020, 5000, text, 0)
    expect(timing.stallCount).toBe(0)
    expect(timing.holdMs).toBe(4990)
    expect(timing.maxGapMs).toBe(20)
  })

  it('counts a stall that the stream never came out of', () => {
    const timing = new TokenTiming(0, 64, 1000)
    timing.add(10, 0, text, 0)
    timing.asked(20)
    timing.end(3020, true)
    expect(timing.stallCount).toBe(1)
    expect(timing.stallMs).toBe(3000)
  })

  it('does not call it a stall when nobody was waiting at the end', () => {
    const timing = new TokenTiming(0, 64, 1000)
    timing.add(10, 0, text, 0)
    timing.asked(20)
    timing.end(3020, false)
    expect(timing.stallCount).toBe(0)
  })

  it('counts every stall and keeps a bounded number one by one', () => {
    const timing = new TokenTiming(0, 64, 10)
    for (let i = 1; i <= 100; i++) timing.add(i * 20, (i - 1) * 20, text, 0)
    expect(timing.stallCount).toBe(99)
    expect(timing.stalls).toHaveLength(MAX_KEPT_STALLS)
  })

  it('tells the same of chunks that were noted as of those that were added, whenever it is asked', () => {
    const chunk = fc.record({
      heldMs: fc.integer({ min: 0, max: 50 }),
      waitedMs: fc.integer({ min: 0, max: 50 }),
      kind: fc.constantFrom(0, text, KIND_BITS.reasoning),
      alreadyAsked: fc.boolean(),
      look: fc.constantFrom('before', 'between', 'after', 'never'),
    })
    fc.assert(
      fc.property(fc.array(chunk, { maxLength: 150 }), (chunks) => {
        const noted = new TokenTiming(0, 8, 40)
        const added = new TokenTiming(0, 8, 40)
        let nowMs = 0
        for (const { heldMs, waitedMs, kind, alreadyAsked, look } of chunks) {
          if (look === 'before') noted.settle()
          const askedMs = nowMs + heldMs
          nowMs = askedMs + waitedMs
          if (!alreadyAsked) noted.asked(askedMs)
          if (look === 'between') noted.settle()
          noted.note(nowMs, kind)
          if (look === 'after') noted.settle()
          added.add(nowMs, alreadyAsked ? -1 : askedMs, kind, 0)
        }
        noted.asked(nowMs + 5)
        added.asked(nowMs + 5)
        noted.end(nowMs + 60, true)
        added.end(nowMs + 60, true)
        expect(factsOf(noted)).toEqual(factsOf(added))
      }),
    )
  })

  it('records one gap a chunk after the first, and their sum is the time between first and last', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 100_000 }), { minLength: 1, maxLength: 300 }), (gaps) => {
        const timing = new TokenTiming(0, 64, 1e9)
        let nowMs = 0
        for (const gapMs of gaps) {
          nowMs += gapMs
          timing.add(nowMs, nowMs - gapMs, text, 0)
        }
        expect(timing.gaps.count).toBe(gaps.length - 1)
        expect(timing.gaps.sumSeconds).toBeCloseTo((timing.lastChunkMs - timing.firstChunkMs) / 1000, 6)
        const replayed: number[] = []
        timing.gaps.replaySeconds((seconds) => replayed.push(seconds))
        expect(replayed).toHaveLength(gaps.length - 1)
        expect(replayed.reduce((sum, value) => sum + value, 0)).toBeCloseTo(timing.gaps.sumSeconds, 6)
      }),
    )
  })
})

function factsOf(timing: TokenTiming): unknown {
  const { timeline, gaps, ...facts } = timing
  return { ...facts, slots: timeline?.slots(), gaps: { ...gaps } }
}

import { describe, expect, it } from 'vitest'
import { formatDuration, formatTick } from '../../page/format/duration.ts'
import { formatBytes, formatCost, formatShare } from '../../page/format/number.ts'
import { parseRoute } from '../../page/routing/route.ts'
import { splitControls } from '../../page/text/split-controls.ts'
import { pan, pickTicks, zoom } from '../../page/timeline/time-axis.ts'
import { amountAt, paceAt, runAt, toTokenCurve } from '../../page/timeline/token-curve.ts'
import type { TokenRun } from '../../src/api/index.ts'

const run = (offset: number, offsetEnd: number, chunks: number, tokens: number | null): TokenRun => ({
  offset,
  offsetEnd,
  kind: 'text',
  kinds: ['text'],
  chunks,
  tokens,
})

describe('the curve of tokens', () => {
  it('jumps by the first chunk of a run, then climbs evenly to its end, and stands still between runs', () => {
    const curve = toTokenCurve([run(1, 2, 4, 8), run(5, 5, 1, 2)])
    expect(curve).toMatchObject({ total: 10, unit: 'tokens' })
    expect([0, 1, 1.5, 2, 4, 5, 9].map((at) => amountAt(curve, at))).toEqual([0, 2, 5, 8, 8, 10, 10])
    expect(paceAt(curve, 3.5, 1)).toBe(0)
    expect(paceAt(curve, 1.5, 0.5)).toBe(6)
  })

  it('counts chunks where a run does not know its tokens', () => {
    expect(toTokenCurve([run(1, 2, 4, 8), run(3, 3, 1, null)])).toMatchObject({ total: 5, unit: 'chunks' })
  })

  it('finds the run under the pointer, and the nearest within reach', () => {
    const runs = [run(1, 2, 4, 4), run(3, 3, 1, 1)]
    expect(runAt(runs, 1.4, 0)).toBe(runs[0])
    expect(runAt(runs, 2.9, 0.2)).toBe(runs[1])
    expect(runAt(runs, 2.5, 0.2)).toBeNull()
  })
})

describe('the time axis', () => {
  it('has round ticks', () => {
    expect(pickTicks({ from: 0, to: 1.07 }, 6).map(({ at, step }) => formatTick(at, step))).toEqual([
      '0',
      '200 ms',
      '400 ms',
      '600 ms',
      '800 ms',
      '1.0 s',
    ])
    expect(pickTicks({ from: 0, to: 0 }, 6)).toEqual([])
  })

  it('zooms around a point and never leaves the call', () => {
    const all = { from: 0, to: 10 }
    expect(zoom(all, all, 0.5, 8)).toEqual({ from: 4, to: 9 })
    expect(zoom({ from: 8, to: 10 }, all, 2)).toEqual({ from: 6, to: 10 })
    expect(zoom(all, all, 4)).toEqual(all)
    expect(pan({ from: 8, to: 10 }, all, 0.5)).toEqual({ from: 8, to: 10 })
    expect(pan({ from: 4, to: 6 }, all, -0.25)).toEqual({ from: 3.5, to: 5.5 })
  })
})

describe('text for people', () => {
  it('makes visible what cannot be seen, and leaves the rest as it is', () => {
    expect(splitControls('a\u0000b\u202Ec\nd\u200B')).toEqual([
      { text: 'a' },
      { text: '␀', code: 'U+0000' },
      { text: 'b' },
      { text: '[U+202E]', code: 'U+202E' },
      { text: 'c\nd' },
      { text: '[U+200B]', code: 'U+200B' },
    ])
    expect(splitControls('👩‍👩‍👧 שלום')).toEqual([{ text: '👩‍👩‍👧 שלום' }])
    expect(splitControls('\uD800x')).toEqual([{ text: '[U+D800]', code: 'U+D800' }, { text: 'x' }])
    expect(splitControls('')).toEqual([{ text: '' }])
  })

  it('writes durations, shares, sizes and amounts with the figures that count', () => {
    expect([0.00001, 0.0012, 0.0421, 0.8404, 0.9996, 1.234, 42.06, 125, 7_260, null].map(formatDuration)).toEqual([
      '10 µs',
      '1.20 ms',
      '42.1 ms',
      '840 ms',
      '1.00 s',
      '1.23 s',
      '42.1 s',
      '2 min 5 s',
      '2 h 1 min',
      '–',
    ])
    expect([0, 0.00034, 0.333, 0.9995, 1, null].map(formatShare)).toEqual(['0 %', '0.03 %', '33.3 %', '99.95 %', '100 %', '–'])
    expect([0, 1_536, 15_032_385_536].map(formatBytes)).toEqual(['0 B', '1.5 KiB', '14.0 GiB'])
    expect([formatCost(0.00123, 'USD'), formatCost(12.5, 'EUR'), formatCost(1, 'CHF'), formatCost(null, null)]).toEqual([
      '$0.00123',
      '€12.50',
      '1.00 CHF',
      '–',
    ])
  })
})

describe('the addresses of the page', () => {
  const trace = 'ab'.repeat(16)
  const span = 'cd'.repeat(8)

  it('are deep links', () => {
    expect(parseRoute('/')).toEqual({ page: 'calls' })
    expect(parseRoute(`/call/${trace}/${span}/`)).toEqual({ page: 'call', id: { traceId: trace, spanId: span } })
    expect(parseRoute(`/compare/${trace}-${span}/${trace}-${span}`)).toMatchObject({ page: 'compare', b: { traceId: trace, spanId: span } })
    expect(parseRoute('/overview')).toEqual({ page: 'overview' })
    expect(parseRoute(`/call/${trace}/zz`)).toEqual({ page: 'unknown', path: `/call/${trace}/zz` })
  })
})

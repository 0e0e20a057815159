import { describe, expect, it } from 'vitest'
import { formatDuration } from '../../page/format/duration.ts'
import { formatBytes, formatCost, formatShare } from '../../page/format/number.ts'
import { toPlainText } from '../../page/text/split-controls.ts'

describe('a figure of the page', () => {
  it.each([
    [null, '–'],
    [0, '0 ms'],
    [0.00005, '50 µs'],
    [0.0123, '12.3 ms'],
    [0.84, '840 ms'],
    [1.239, '1.24 s'],
    [59.96, '60.0 s'],
    [119.6, '2 min 0 s'],
    [125.4, '2 min 5 s'],
    [3_599.7, '1 h 0 min'],
    [7_199, '2 h 0 min'],
    [-150, '-2 min 30 s'],
  ])('that is a time of %s seconds is %s', (seconds, said) => {
    expect(formatDuration(seconds)).toBe(said)
  })

  it.each([
    [null, '–'],
    [1, '100 %'],
    [0.99996, '> 99.99 %'],
    [0.9995, '99.95 %'],
    [0.995, '99.5 %'],
    [0.001, '0.10 %'],
    [0.00001, '< 0.01 %'],
    [0, '0 %'],
  ])('that is a share of %s is %s: nearly all is not all', (share, said) => {
    expect(formatShare(share)).toBe(said)
  })

  it('has its unit', () => {
    expect([formatBytes(0), formatBytes(1536), formatBytes(80 * 2 ** 30)]).toEqual(['0 B', '1.5 KiB', '80.0 GiB'])
    expect([formatCost(0.00123, 'USD'), formatCost(2, 'SEK'), formatCost(null, 'USD')]).toEqual(['$0.00123', '2.00 SEK', '–'])
  })
})

describe('text from outside in a place that holds no elements', () => {
  it('shows what cannot be seen, and is cut', () => {
    expect(toPlainText('rate\u202Elimit\u0007')).toBe('rate[U+202E]limit␇')
    expect(toPlainText('x'.repeat(400), 10)).toBe(`${'x'.repeat(10)}…`)
  })
})

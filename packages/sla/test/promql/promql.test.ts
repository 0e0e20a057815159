import { parser } from '@prometheus-io/lezer-promql'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { badEventsRecord, errorRatioRecord } from '../../src/burn-rate/records.ts'
import { fastWindows, resolveTimes, slowWindows } from '../../src/burn-rate/windows.ts'
import { decimal } from '../../src/promql/combine.ts'
import { upperBound } from '../../src/promql/histogram.ts'
import { prometheusDuration } from '../../src/promql/prometheus-duration.ts'
import { quote } from '../../src/promql/quote.ts'
import { equal, selector } from '../../src/promql/selector.ts'

describe('PromQL', () => {
  it('keeps any text inside of its literal', () => {
    expect(quote('a"b\\c\nd\u0000e\tf{}')).toBe(String.raw`"a\"b\\c\nd\u0000e\u0009f{}"`)
  })

  it('is one selector with one matcher, whatever a name holds', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (name) => {
        const nodes: string[] = []
        parser.parse(selector('up', [equal('model', name)])).iterate({ enter: (node) => void nodes.push(node.name) })
        expect(nodes.filter((node) => node === 'UnquotedLabelMatcher' || node === 'QuotedLabelMatcher')).toHaveLength(1)
        expect(nodes.filter((node) => node === 'StringLiteral')).toHaveLength(1)
        expect(nodes).not.toContain('⚠')
      }),
    )
  })

  it.each([
    [300, '5m'],
    [3600, '1h'],
    [5400, '1h30m'],
    [2_592_000, '30d'],
    [0.5, '500ms'],
    [90.25, '1m30s250ms'],
  ])('writes %d seconds as %s', (seconds, text) => {
    expect(prometheusDuration(seconds)).toBe(text)
  })

  it('finds the bucket of a whole number by both spellings, of another by its own', () => {
    expect(selector('b', [upperBound(3)])).toBe(String.raw`b{le=~"3(\\.0)?"}`)
    expect(selector('b', [upperBound(2.5)])).toBe('b{le="2.5"}')
    expect(selector('b', [upperBound(Number.POSITIVE_INFINITY)])).toBe('b{le="+Inf"}')
  })

  it('writes numbers without the noise of floating point', () => {
    expect(decimal(1 - 0.999)).toBe('0.001')
    expect(decimal(14.4 * 0.001)).toBe('0.0144')
  })
})

describe('the windows of burn rates', () => {
  it('are those of the table for an SLO over 30 days', () => {
    const times = resolveTimes(2_592_000)
    expect(fastWindows(times).map(errorRatioRecord)).toEqual([
      'slo:sli_error:ratio_rate5m',
      'slo:sli_error:ratio_rate30m',
      'slo:sli_error:ratio_rate1h',
    ])
    expect(slowWindows(times).map(badEventsRecord)).toEqual([
      'slo:sli_bad_events:increase2h',
      'slo:sli_bad_events:increase6h',
      'slo:sli_bad_events:increase1d',
      'slo:sli_bad_events:increase3d',
      'slo:sli_bad_events:increase30d',
    ])
  })

  it('keep their share of a week, and are never shorter than the rate window', () => {
    const { burnRates } = resolveTimes(7 * 86_400)
    expect(burnRates.map(({ shortSeconds, longSeconds }) => [shortSeconds / 60, longSeconds / 60])).toEqual([
      [5, 14],
      [7, 84],
      [5, 5],
      [28, 336],
      [84, 1008],
    ])
  })

  it('are 60 times shorter at the speed of 60', () => {
    const { burnRates, rateSeconds, fastIntervalSeconds, slowIntervalSeconds } = resolveTimes(2_592_000, 60)
    expect(burnRates[0]).toEqual({ severity: 'page', shortSeconds: 5, longSeconds: 60, factor: 14.4, minimumBadRequests: 5 })
    expect([rateSeconds, fastIntervalSeconds, slowIntervalSeconds]).toEqual([5, 1, 5])
  })
})

import { parser } from '@prometheus-io/lezer-promql'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { boardTable } from '../../src/boards/board-table.ts'
import { badEventsRecord, errorRatioRecord } from '../../src/burn-rate/records.ts'
import { fastWindows, resolveTimes, slowWindows } from '../../src/burn-rate/windows.ts'
import { alertRuleFiles } from '../../src/outputs/alert-rules.ts'
import { budgetRuleFiles } from '../../src/outputs/budget-rules.ts'
import { createRuleContext } from '../../src/outputs/rule-context.ts'
import { scopeRuleFiles } from '../../src/outputs/scope-rules.ts'
import { decimal } from '../../src/promql/combine.ts'
import { upperBound } from '../../src/promql/histogram.ts'
import { prometheusDuration } from '../../src/promql/prometheus-duration.ts'
import { quote } from '../../src/promql/quote.ts'
import { anyOf, equal, selector } from '../../src/promql/selector.ts'
import { ALL_OBJECTIVES } from '../golden/shipped-files.ts'

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

  it('finds each of several names, and nothing that only looks like one', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'binary', minLength: 1 }), { minLength: 2, maxLength: 5 }), fc.string(), (names, other) => {
        const { op, value } = anyOf('model', names)
        expect(op).toBe('=~')
        const pattern = new RegExp(`^(?:${value})$`, 'su')
        for (const name of [...names, other]) expect(pattern.test(name)).toBe(names.includes(name))
      }),
    )
    expect(selector('b', [anyOf('model', ['gpt-4.1', 'a|b'])])).toBe(String.raw`b{model=~"gpt-4\\.1|a\\|b"}`)
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

describe('rules and boards for classic histograms only', () => {
  const expressionsOf = (histograms: 'any' | 'classic'): string[] => {
    const context = createRuleContext(ALL_OBJECTIVES, { histograms })
    const rules = [...scopeRuleFiles(context), ...budgetRuleFiles(context), ...alertRuleFiles(context)]
      .flatMap(({ content }) => (parse(content) as { groups: { rules: { expr: string }[] }[] }).groups)
      .flatMap((group) => group.rules.map(({ expr }) => expr))
    const panels = boardTable(context).flatMap(({ sections }) => sections.flatMap((section) => section.panels))
    return [...rules, ...panels.flatMap((panel) => (panel.kind === 'text' ? [] : panel.queries.map(({ expr }) => expr)))]
  }

  it('are the same without the functions of native histograms, and parse', () => {
    const [any, classic] = [expressionsOf('any'), expressionsOf('classic')]
    const native = /histogram_(?:count|fraction|sum)\(/
    expect(any.filter((expression) => native.test(expression)).length).toBeGreaterThan(20)
    expect(classic.filter((expression) => native.test(expression))).toEqual([])
    expect(classic).toHaveLength(any.length)
    const broken = classic.filter((expression) => {
      const nodes: string[] = []
      parser.parse(expression.replaceAll('$__rate_interval', '5m')).iterate({ enter: (node) => void nodes.push(node.name) })
      return nodes.includes('⚠')
    })
    expect(broken).toEqual([])
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

  it('are evaluated more often than Prometheus forgets a sample', () => {
    expect(resolveTimes(2_592_000).slowIntervalSeconds).toBeLessThan(300)
  })

  it('are 60 times shorter at the speed of 60', () => {
    const { burnRates, rateSeconds, fastIntervalSeconds, slowIntervalSeconds } = resolveTimes(2_592_000, 60)
    expect(burnRates[0]).toEqual({ severity: 'page', shortSeconds: 5, longSeconds: 60, factor: 14.4, minimumBadRequests: 5 })
    expect([rateSeconds, fastIntervalSeconds, slowIntervalSeconds]).toEqual([5, 1, 4])
  })
})

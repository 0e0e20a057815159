import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parse, stringify } from 'yaml'
import { formatTargets, inspectTargets, parseTargets } from '../../src/index.ts'
import { formatDuration } from '../../src/targets/values/duration.ts'
import { formatPercent } from '../../src/targets/values/percent.ts'
import { targetsTexts } from './arbitrary-targets.ts'

const valueOf = (key: string, value: string): number | undefined => {
  const others = 'p95_response_time: off\np99_response_time: off\navailability: off\nerror_rate: off\n'
  const text = `${others.replace(`${key}: off\n`, '')}${key}: ${value}\n`
  const { responseTimes, errorRate } = parseTargets(text).scopes[0]!.objectives
  return key === 'error_rate' ? errorRate : responseTimes[0]?.seconds
}

describe('what is written is what is read', () => {
  it.each([
    [0.001, '1ms'],
    [0.3, '300ms'],
    [1.2, '1200ms'],
    [3, '3s'],
    [90, '90s'],
    [120, '2m'],
    [3600, '1h'],
  ])('in the unit that people would take: %d s is %s', (seconds, text) => {
    expect(formatDuration(seconds)).toBe(text)
  })

  it('for every duration in whole milliseconds, exactly', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 3_600_000 }), (ms) => {
        expect(valueOf('p95_response_time', formatDuration(ms / 1000))).toBe(ms / 1000)
        expect(valueOf('p95_response_time', `${ms}ms`)).toBe(ms / 1000)
      }),
    )
  })

  it('for every percent with up to four decimals, exactly', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 999_999 }), (parts) => {
        const ratio = parts / 1_000_000
        expect(valueOf('error_rate', formatPercent(ratio))).toBe(ratio)
      }),
    )
  })

  it('for whole files', () => {
    fc.assert(
      fc.property(targetsTexts(), (text) => {
        const { targets, problems } = inspectTargets(text)
        // Only contradictions and colliding ids may keep such a file from being read.
        if (!targets) {
          const reasons = problems.filter(({ severity }) => severity === 'error').map(({ message }) => message)
          for (const reason of reasons) expect(reason).toMatch(/is tighter than|contradicts|watches the same calls|is that of the scope/)
          return
        }
        expect(parseTargets(formatTargets(targets))).toEqual(targets)
      }),
      { numRuns: 300 },
    )
  })

  it('for every model name that is accepted, whatever is in it', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string({ unit: 'binary', maxLength: 40 }), fc.string({ unit: 'grapheme', maxLength: 300 })), (model) => {
        const { targets } = inspectTargets(stringify({ model }))
        if (!targets) return
        expect(targets.scopes[0]?.model).toBe(model)
        expect(targets.scopes[0]?.id).toMatch(/^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/)
        expect(parseTargets(formatTargets(targets))).toEqual(targets)
        expect((parse(formatTargets(targets)) as { model: string }).model).toBe(model)
      }),
      { numRuns: 500 },
    )
  })
})

describe('whatever is in a file', () => {
  const words = fc.constantFrom(
    'model',
    'scopes',
    'notify',
    'p95_response_time',
    ':',
    ' ',
    '\n',
    '- ',
    '"',
    "'",
    '{',
    '}',
    '[',
    ']',
    '&a',
    '*a',
    '!!x',
    '|',
    '#',
    '3s',
    '99%',
    'off',
    '~',
    '\t',
    '<<',
    '---',
    'url',
  )
  it('is judged without a crash, and every problem has a place in the file', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.array(words, { maxLength: 30 }).map((parts) => parts.join('')),
          fc.string({ unit: 'binary' }),
        ),
        (text) => {
          const { targets, problems } = inspectTargets(text)
          expect(targets === undefined).toBe(problems.some(({ severity }) => severity === 'error'))
          const lines = text.split('\n').length
          for (const { line, column, length, message, remedy } of problems) {
            expect(line >= 1 && line <= lines && column >= 1 && length >= 1).toBe(true)
            expect(message).toMatch(/[^.]$/)
            expect(remedy).toMatch(/[.?]$/)
          }
        },
      ),
      { numRuns: 1_000 },
    )
  })
})

import { describe, expect, it } from 'vitest'
import { addTallies, EMPTY_TALLY, failedStep, formatTally, isGreen, passedStep, withSkipsAsFailures } from '../src/tally.ts'

const MIXED = { passed: 3, failed: 1, skipped: 2, failures: ['a > breaks'], skips: ['b > waits (needs docker)', 'c > waits'] }

describe('the closing line of a test run', () => {
  it('names passed and failed, and skipped only where something was skipped', () => {
    expect(formatTally(MIXED)).toBe('3 passed, 1 failed, 2 skipped')
    expect(formatTally({ ...MIXED, skipped: 0 })).toBe('3 passed, 1 failed')
  })

  it('adds up the steps of a run', () => {
    expect(addTallies([passedStep(), MIXED, failedStep('the build ended with 1')])).toEqual({
      passed: 4,
      failed: 2,
      skipped: 2,
      failures: ['a > breaks', 'the build ended with 1'],
      skips: MIXED.skips,
    })
  })

  it('counts skipped tests as failed where nothing may be skipped, and names them', () => {
    expect(withSkipsAsFailures(MIXED)).toEqual({
      passed: 3,
      failed: 3,
      skipped: 0,
      failures: ['a > breaks', 'skipped, and CI skips nothing: b > waits (needs docker)', 'skipped, and CI skips nothing: c > waits'],
      skips: [],
    })
  })

  it('is not green when nothing ran', () => {
    expect(isGreen(EMPTY_TALLY)).toBe(false)
    expect(isGreen(passedStep())).toBe(true)
    expect(isGreen(MIXED)).toBe(false)
  })
})
